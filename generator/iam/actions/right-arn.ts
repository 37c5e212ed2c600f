import type { Reference } from "../../grants.ts";
import { type Home, outlineOf, partsOf, splitArn, textOf } from "../arn.ts";
import type { Seen } from "../asked.ts";
import { hasGlob, inPattern } from "../glob.ts";
import { instead } from "../reference/exceptions.ts";
import type { ResourceType } from "../reference/reference.ts";
import { partsOfPattern, patternsOf, setOf } from "../reference/type-patterns.ts";
import { shapeOf, stands } from "../reference/wording.ts";
import { attributeFor, traversalOf } from "../terraform-types.ts";

/** The ARN that would do in the place of one that does not, with the names that the user wrote: for hints. */

/** A place in the private use area for each expression of an ARN, so that they find their way into another shape. */
const firstMark = 0xe000;

interface Candidate {
  readonly text: string;
  readonly shared: number;
}

/** `write arn:aws:s3:::uploads/*`: what to write so that one of these types is named; `only`: by one of these patterns. */
export function rightArn(
  seen: Seen,
  types: readonly ResourceType[],
  home: Home,
  only: readonly string[] = [],
): string | undefined {
  // What the ARN is of already, where it is only too wide, before anything else.
  const own = types.filter((type) => seen.named.includes(type));
  const wanted = own.length > 0 ? own : types;
  const better = wanted.flatMap((type) =>
    (only.length > 0 ? only : type.patterns).map((pattern) => candidate(seen, type, pattern, home)),
  );
  const written = textOf(seen.placed.value);
  const [best] = better.sort(
    (a, b) => b.shared - a.shared || alike(b.text, written) - alike(a.text, written) || a.text.length - b.text.length,
  );
  if (best === undefined) return undefined;
  const [named] = seen.named;
  const reason = named === undefined ? undefined : instead[`${named.service}/${named.name}`]?.sentence;
  return `write ${best.text}${reason === undefined ? "" : `: ${reason}`}`;
}

/** How many letters both begin with. */
function alike(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function candidate(seen: Seen, type: ResourceType, pattern: string, home: Home): Candidate {
  const { value } = seen.placed;
  if (seen.kind === "named") return fromExpression(value, seen, type, pattern) ?? { text: shapeOf(pattern, home), shared: 0 };
  return fromArn(seen.reference, seen.named, type, pattern, home) ?? { text: shapeOf(pattern, home), shared: 0 };
}

/** What stands behind an attribute for what a person chooses; all else of it may be any. */
const words: Readonly<Record<string, string>> = { Method: "METHOD", ApiSpecificResourcePath: "PATH" };

/** `${aws_kms_alias.x.target_key_arn}`, `${aws_s3_bucket.uploads.arn}` and what an object's ARN has behind a bucket's. */
function fromExpression(value: Reference, seen: Seen, type: ResourceType, pattern: string): Candidate | null {
  const [first, ...rest] = partsOf(value);
  const base = seen.begins ?? seen.base?.patterns[0];
  const traversal = first?.kind === "expression" ? traversalOf(first.code) : null;
  if (first?.kind !== "expression" || traversal === null || base === undefined) return null;
  const attribute = attributeFor(traversal.terraformType, type.service, type.name);
  if (attribute !== null && attribute !== traversal.attribute && seen.begins === null)
    return { text: `\${${traversal.resource}.${attribute}}`, shared: 20 };
  if (!pattern.startsWith(base)) return null;
  const behind = pattern.slice(base.length);
  // "/${Path}" goes on where the base ends; "2" of "busv2" does not.
  if (behind !== "" && !/^[/:]/.test(behind)) return null;
  const open = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => words[variable] ?? "*");
  // What is written already stays, where it is the beginning of what has to stand there.
  const written = rest.map(textOf).join("");
  const begun = beginningsOf(behind).find((one) => one !== behind && bind(written, type, one) !== null);
  const end = begun === undefined ? open(behind) : `${written}${open(behind.slice(begun.length))}`;
  return { text: `\${${first.code}}${end}`, shared: 10 };
}

/** The variables of the pattern that the ARN matches, put into the wanted one. */
function fromArn(
  reference: Reference,
  named: readonly ResourceType[],
  type: ResourceType,
  pattern: string,
  home: Home,
): Candidate | null {
  const parts = splitArn(reference);
  const outline = outlineOf(reference);
  if (parts === null || outline === null) return null;
  const marks: string[] = [];
  const marked = partsOf(parts[4] ?? { kind: "literal", text: "" })
    .map((part) => (part.kind === "literal" ? part.text : String.fromCodePoint(firstMark + marks.push(`\${${part.code}}`) - 1)))
    .join("");
  const wanted = partsOfPattern(pattern);
  const bound = new Map(bindings(marked, named));
  const variables = [...wanted.resource.matchAll(/\$\{(\w+)\}/g)].map(([, variable]) => variable ?? "");
  let shared = variables.filter((variable) => bound.has(variable)).length;
  const isNear = shared === 0 && named.length === 0 && outline.service === wanted.service;
  if (isNear) {
    // No type has this shape, but this one may have its beginning, or go on where it ends.
    for (const [variable, text] of bindingsOfBeginning(marked, type, wanted.resource)) bound.set(variable, text);
    shared = variables.filter((variable) => bound.has(variable)).length;
  }
  if (isNear && shared === 0 && variables[0] !== undefined) {
    // The last word is what the user calls the thing.
    const last = marked.split(/[/:]/).at(-1);
    if (last !== undefined && last !== "") {
      bound.set(variables[0], type.name === "Secret" ? `${last}-??????` : last);
      shared = 1;
    }
  }
  const text = (index: number) => textOf(parts[index] ?? { kind: "literal", text: "" });
  const place = (of: string, index: number) => {
    if (of === "" || !of.startsWith("${")) return of;
    return text(index) === "" || hasGlob(text(index)) ? stands(of.slice(2, -1), home) : text(index);
  };
  // Of an ARN without an account the first name says whose it is, and a wildcard would be everybody's.
  const owner = wanted.region === "" && wanted.account === "" && wanted.resource.startsWith("${") ? variables[0] : undefined;
  const resource = wanted.resource.replaceAll(
    /\$\{(\w+)\}/g,
    (_, variable: string) =>
      bound.get(variable) ?? (shared > 0 && variable !== "StreamType" && variable !== owner ? "*" : stands(variable, home)),
  );
  const shown = resource.replaceAll(/[\uE000-\uEFFF]/g, (mark) => marks[mark.charCodeAt(0) - firstMark] ?? mark);
  return {
    text: `arn:${place(wanted.partition, 0)}:${wanted.service}:${place(wanted.region, 2)}:${place(wanted.account, 3)}:${shown}`,
    shared,
  };
}

/** What the variables of the pattern that an ARN matches stand for in it. */
function bindings(marked: string, named: readonly ResourceType[]): ReadonlyMap<string, string> {
  for (const type of named) {
    for (const pattern of patternsOf(type)) {
      const found = bind(marked, type, partsOfPattern(pattern).resource);
      if (found !== null) return found;
    }
  }
  return new Map();
}

/** The same of the longest beginning of the pattern, or of the ARN, that ends where a name does. */
function bindingsOfBeginning(marked: string, type: ResourceType, resource: string): ReadonlyMap<string, string> {
  for (const one of beginningsOf(resource)) {
    for (const other of beginningsOf(marked)) {
      const found = one.includes("${") && (one === resource || other === marked) ? bind(other, type, one) : null;
      if (found !== null) return found;
    }
  }
  return new Map();
}

/** Where a text could end, the longest first: `function:x`, `function`. */
function beginningsOf(text: string): readonly string[] {
  const ends = [...text.matchAll(/[/:]|$/g)].map(({ index }) => text.slice(0, index));
  return ends.filter((one) => one !== "").toReversed();
}

/** What variables stand for in a text that a pattern makes; null where it makes none. A lone wildcard is no name that the user chose. */
function bind(marked: string, type: ResourceType, resource: string): ReadonlyMap<string, string> | null {
  const variables: string[] = [];
  const source = resource
    .split(/(\$\{\w+\})/)
    .map((piece) => {
      const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      if (variable === undefined) return inPattern(piece);
      variables.push(variable);
      if (variable === "Everything") return "(\\*)";
      return { any: "(.+)", "no slash": "([^/]+)", "no colon": "([^:]+)", name: "([^/:]+)" }[setOf(type.service, variable)];
    })
    .join("");
  const found = new RegExp(`^${source}$`, "u").exec(marked);
  if (found === null) return null;
  return new Map(
    variables.map((variable, index) => [variable, found[index + 1] ?? ""] as const).filter(([, text]) => !/^[*?]*$/.test(text)),
  );
}
