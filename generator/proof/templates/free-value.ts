import type { Reference } from "../../grants.ts";
import { partsOf } from "../../iam/arn.ts";
import { isList, isMap, isReadReference, type Read } from "../read/terraform-body.ts";
import { checking, type May, said } from "./freedom.ts";
import { hasEntry, isSame } from "./settle.ts";

/** Whether a value keeps within what templates may change; `asked` is null for what nobody asked for. */
export function isFree(may: May, asked: Read | null, found: Read): boolean {
  switch (may) {
    case "be another text":
      return isPlain(found);
    case "have text around it":
      return asked !== null && isReadReference(asked) && isReadReference(found) && isAround(asked, found);
    case "have more entries":
      return isWithin(asked, found, isPlain);
    case "have fewer entries":
      return asked !== null && isWithin(found, asked, () => true);
    case "name more resources":
      return isMore(asked, found);
    case "be set":
      // What the spec asks for stays.
      return asked === null && isCode(found, /^(true|false)$/);
    case "be a type of texts":
      return isCode(found, /^(string|(list|set|map)\(string\))$/);
    case "check more":
      return isCheck(found);
    case "be said":
      return Object.values(said).some((text) => isReadReference(found) && found.kind === "literal" && found.text === text);
  }
}

/** What a value that may not be so should be, in a sentence. */
export function misses(may: May): string {
  switch (may) {
    case "be another text":
      return "a template may write another plain text there";
    case "have text around it":
      return "a template may write plain text before and behind what was asked";
    case "have more entries":
      return "a template may add entries of plain text, and change none that was asked";
    case "have fewer entries":
      return "a template may leave entries out, and change none";
    case "name more resources":
      return "a template may name more resources, and leave none out that was asked";
    case "be set":
      return "it is true or false";
    case "be a type of texts":
      return "a template may write string, or a list, set or map of it";
    case "check more":
      return `a template may add a condition that calls nothing but ${[...checking].join(", ")}, with no \${ in it and a message in plain text`;
    case "be said":
      return `a template may write ${Object.values(said).join(", ")} there`;
  }
}

function isPlain(read: Read): boolean {
  return isReadReference(read) && read.kind === "literal";
}

function isCode(read: Read, pattern: RegExp): boolean {
  return isReadReference(read) && read.kind === "expression" && pattern.test(read.code);
}

/** Letters that AWS takes in names of roles and policies; a statement's id is narrower, and AWS says so. */
const affix = /^[\w+=,.@-]*$/;

/** Both ends are plain text; what is between them is what was asked. */
function isAround(asked: Reference, found: Reference): boolean {
  const [inner, outer] = [keyOf(asked), keyOf(found)];
  const at = outer.indexOf(inner);
  return at >= 0 && inner !== "" && affix.test(outer.slice(0, at)) && affix.test(outer.slice(at + inner.length));
}

/** Text in which an expression is nothing that text could be. */
function keyOf(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : `\u{F0003}${part.code}\u{F0004}`))
    .join("");
}

function isWithin(inner: Read | null, outer: Read, others: (value: Read) => boolean): boolean {
  if (!isMap(outer) || (inner !== null && !isMap(inner))) return false;
  const kept = inner === null ? new Map<string, Read>() : inner.entries;
  return (
    [...kept].every(([key, value]) => hasEntry(outer, key, value)) &&
    [...outer.entries].every(([key, value]) => kept.has(key) || others(value))
  );
}

const address = /^(data\.|module\.)?[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;

function isMore(asked: Read | null, found: Read): boolean {
  if (!isList(found) || !found.every((one) => isCode(one, address))) return false;
  return asked === null || (isList(asked) && asked.every((one) => found.some((other) => isSame(one, other))));
}

/** Terraform evaluates a condition and its message: a function that reads a file would print it. */
function isCheck(found: Read): boolean {
  if (!isMap(found) || [...found.entries.keys()].sort().join() !== "condition,error_message") return false;
  const [condition, message] = [found.entries.get("condition"), found.entries.get("error_message")];
  if (condition === undefined || message === undefined || !isReadReference(condition) || !isPlain(message)) return false;
  if (condition.kind !== "expression" || /[$%]\{/.test(condition.code)) return false;
  // A text without an expression in it calls nothing, whatever its brackets.
  const code = condition.code.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...code.matchAll(/([\w:-]+)\s*\(/g)].every(([, name = ""]) => checking.has(name));
}
