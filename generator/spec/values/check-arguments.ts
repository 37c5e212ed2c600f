import { error, type Span, warning } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { article } from "../../iam/reference/wording.ts";
import { attributeFor, isOneName, namedBy, traversalOf } from "../../iam/terraform-types.ts";
import type { ArgumentLimit, ArgumentPair, ValueLimit } from "../../sources/argument-rule.ts";
import { entryOf, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { rootsOf, wrongPattern } from "./event-pattern.ts";
import type { Session } from "./value.ts";

/** What AWS takes of arguments, beyond their types: value-out-of-range, argument-not-allowed, missing-key. */

export type Rules = Readonly<Record<string, ArgumentLimit>>;

/** Checks the arguments that a mapping gives against their rules; `noun` is what refuses an argument. */
export function checkArguments(mapping: YamlMapping, rules: Rules, noun: string, session: Session): void {
  for (const [at, rule] of Object.entries(rules)) {
    for (const { keySpan, value } of entriesAt(mapping, at)) {
      const path = pathAsWritten(mapping, at);
      if ("refused" in rule)
        session.diagnostics.push(
          error("argument-not-allowed", keySpan, `${article(noun)} takes no \`${path}\`: ${rule.refused}`, "remove the line"),
        );
      else if ("items" in rule) checkItems(value, path, rule.items, session);
      else if ("atMost" in rule) checkMost(value, path, rule, session);
      else if (!isWrongType(value, session))
        for (const node of value.kind === "list" ? value.items : [value]) checkRule(node, path, rule, session, noun);
    }
  }
}

/** Whether the type of a value is wrong: that was told with its shape, and is all that is wrong with it. */
function isWrongType({ span }: Node, { diagnostics }: Session): boolean {
  const isHere = (at: Span) => at.line === span.line && at.column === span.column && at.file === span.file;
  return diagnostics.some((told) => told.code === "wrong-type" && isHere(told));
}

function checkItems(node: Node, path: string, items: number, session: Session): void {
  if (node.kind !== "list" || node.items.length === items) return;
  const message = `\`${path}\` takes exactly ${items}, and there are ${node.items.length}`;
  session.diagnostics.push(error("value-out-of-range", node.span, message, "write an entry of `pull` for each"));
}

function checkMost(
  node: Node,
  path: string,
  { atMost, each }: Extract<ArgumentLimit, { atMost: number }>,
  session: Session,
): void {
  if (node.kind !== "list") return;
  const first = node.items[atMost];
  if (first !== undefined)
    session.diagnostics.push(error("value-out-of-range", first.span, `\`${path}\` takes at most ${atMost} of these`));
  if (each !== undefined) for (const item of node.items) checkRule(item, path, each, session);
}

/** Whether an expression stands in a text; `$${` is letters. */
export function isComputed(text: string): boolean {
  return /(?<!\$)\$\{/.test(text);
}

function checkRule(node: Node, path: string, rule: ValueLimit, session: Session, noun = ""): void {
  // What has another type was reported with its shape.
  if (node.kind === "list" || node.kind === "mapping" || node.kind === "null") return;
  // Of what only Terraform knows, the resource may tell what it is.
  if (isComputed(node.text)) {
    if ("names" in rule && rule.names !== undefined) checkNamed(node, path, rule.names, rule.words, session);
    return;
  }
  if ("oneOf" in rule) {
    const refused = rule.refuses === undefined || !Object.hasOwn(rule.refuses, node.text) ? undefined : rule.refuses[node.text];
    const warned = rule.warns === undefined || !Object.hasOwn(rule.warns, node.text) ? undefined : rule.warns[node.text];
    if (refused !== undefined) {
      session.diagnostics.push(error("value-out-of-range", node.span, refused.message, refused.hint));
      return;
    }
    if (warned !== undefined) session.diagnostics.push(warning("deprecated-value", node.span, warned.message, warned.hint));
  }
  if (allows(rule, node.text, node.kind === "number")) {
    const beyond = "beyond" in rule ? rule.beyond : undefined;
    if (beyond !== undefined && Number(node.text) > beyond.over)
      session.diagnostics.push(warning("provider-too-old", node.span, beyond.message, beyond.hint));
    const { holds, records } = "holds" in rule ? rule : {};
    const wrong = holds === undefined ? null : wrongPattern(node.text, holds === "pattern of a rule");
    if (wrong === null && records !== undefined) checkRecords(node, path, records, session);
    if (wrong !== null)
      session.diagnostics.push(
        error(
          "invalid-pattern",
          node.span,
          `\`${path}\` takes an event pattern: ${wrong}`,
          'write {"status": ["paid"]}, each value in a list',
        ),
      );
    return;
  }
  // A kind of function that takes less than others is named; what it leaves out was no slip.
  const whose = noun.startsWith("function ") ? `of ${article(noun)}, ` : "";
  const words = "oneOf" in rule && whose === "" ? rule.oneOf.filter((value) => typeof value === "string") : [];
  const near = nearestValue(node.text, words);
  const instead = "instead" in rule ? rule.instead?.(node.text) : null;
  const hint = near !== undefined ? `did you mean ${near}?` : instead != null ? `write ${instead}` : undefined;
  // A long list says less than what was meant.
  const takes = words.length > 12 && near !== undefined ? `no "${node.text}"` : ruleWords(rule);
  session.diagnostics.push(error("value-out-of-range", node.span, `${whose}\`${path}\` takes ${takes}`, hint));
}

/** A pattern that asks of what no record has at its top: it lets nothing through. */
function checkRecords(
  { text, span }: Scalar,
  path: string,
  { keys, within, docs }: NonNullable<Extract<ValueLimit, { most: number; records?: unknown }>["records"]>,
  session: Session,
): void {
  const odd = rootsOf(text).find((key) => !keys.includes(key));
  if (odd === undefined) return;
  const message = `\`${path}\` asks of \`${odd}\`, which no record has at its top: it lets nothing through`;
  session.diagnostics.push(warning("without-effect", span, message, `write {"${within}": {"${odd}": …}}; see ${docs}`));
}

/** A whole expression that reads a resource, where that is known to be another thing than the argument names, or no ARN. */
function checkNamed(node: Scalar, path: string, types: readonly string[], words: string, session: Session): void {
  const code = /^\$\{([^{}]+)\}$/.exec(node.text)?.[1]?.trim();
  const traversal = code === undefined ? null : traversalOf(code);
  if (code === undefined || traversal === null) return;
  const named = namedBy({ kind: "expression", code });
  if (named.kind === "unknown" || (named.kind === "type" && types.includes(`${named.service}/${named.type}`))) return;
  // The id of some resources is their ARN.
  if (named.kind === "not-an-arn" && traversal.attribute === "id" && !isOneName(code)) return;
  const right = types
    .map((type) => attributeFor(traversal.terraformType, ...(type.split("/") as [string, string])))
    .find((attribute) => attribute !== null);
  const hint = right === undefined ? undefined : `write \${${traversal.resource}.${right}}`;
  session.diagnostics.push(
    error("resource-type-mismatch", node.span, `\`${path}\` takes ${words}, and \`${code}\` is none`, hint),
  );
}

/** `node22` is nodejs22.x: the same digits say more than letters that are missing. */
function nearestValue(text: string, values: readonly string[]): string | undefined {
  const digits = text.replace(/\D/g, "");
  const alike = values.filter(
    (value) => value.replace(/\D/g, "") === digits && value.slice(0, 2) === text.slice(0, 2).toLowerCase(),
  );
  return nearest(text, alike) ?? (digits === "" ? undefined : alike[0]) ?? nearest(text, values);
}

/** Whether a value is one that its rule takes. */
export function allows(rule: ValueLimit, text: string, isNumber: boolean): boolean {
  if ("oneOf" in rule) return rule.oneOf.map(String).includes(text);
  if ("matches" in rule)
    return rule.matches.test(text) && text.length >= (rule.least ?? 0) && text.length <= (rule.most ?? Number.POSITIVE_INFINITY);
  if ("most" in rule) return text.length >= (rule.least ?? 0) && text.length <= rule.most;
  const value = Number(text);
  return (
    !isNumber ||
    !Number.isFinite(value) ||
    ((rule.fractions === true || Number.isInteger(value)) && value >= rule.from && value <= rule.to) ||
    rule.also?.includes(value) === true
  );
}

/** What a rule takes, in words. */
export function ruleWords(rule: ValueLimit): string {
  if ("oneOf" in rule) return rule.oneOf.join(", ");
  if ("matches" in rule) return rule.most === undefined ? rule.words : `${rule.words}, at most ${rule.most} characters`;
  if ("most" in rule) return `${rule.least === undefined ? "at most" : `${rule.least} to`} ${rule.most} characters`;
  if (rule.from === rule.to) return `${rule.from} alone`;
  return `${rule.also === undefined ? "" : `${rule.also.join(", ")} or `}${rule.from} to ${rule.to}`;
}

/** Checks arguments that go together, or exclude each other. */
export function checkPairs(mapping: YamlMapping, pairs: readonly ArgumentPair[], session: Session): void {
  for (const { argument, value, needs, excludes, message, hint } of pairs) {
    const found = entryAt(mapping, argument);
    if (found === undefined || (value !== undefined && textAt(found) !== value)) continue;
    const other = needs === undefined ? undefined : entryAt(mapping, needs.argument);
    const unmet =
      needs !== undefined &&
      (other === undefined || (needs.value !== undefined && textAt(other) !== needs.value && !textAt(other).includes("${")));
    if (unmet || (excludes !== undefined && entryAt(mapping, excludes) !== undefined)) {
      session.diagnostics.push(
        error(unmet && needs?.value === undefined ? "missing-key" : "argument-not-allowed", found.keySpan, message, hint),
      );
    }
  }
}

/** A value as a pair may ask for it; a list only where it is empty. */
function textAt({ value }: YamlEntry): string {
  if (value.kind === "list") return value.items.length === 0 ? "[]" : "";
  return value.kind === "mapping" ? "" : value.text;
}

/** The path of an argument as the file has it, where it was brought to its place from another. */
export function pathAsWritten(mapping: YamlMapping, path: string): string {
  const [first = "", ...rest] = path.split(".");
  const entry = entryOf(mapping, first);
  const name = entry?.written ?? first;
  if (rest.length === 0 || entry?.value.kind !== "mapping") return [name, ...rest].join(".");
  const inner = pathAsWritten(entry.value, rest.join("."));
  // What was moved into a block stood beside it.
  const moved = entryOf(entry.value, rest[0] ?? "")?.written !== undefined;
  return moved ? inner : `${name}.${inner}`;
}

/** The entry of an argument nested with dots. */
export function entryAt(mapping: YamlMapping, path: string): YamlEntry | undefined {
  return entriesAt(mapping, path)[0];
}

/** The entries of an argument nested with dots: a block may stand several times. */
export function entriesAt(mapping: YamlMapping, path: string): readonly YamlEntry[] {
  const dot = path.indexOf(".");
  const entry = entryOf(mapping, dot < 0 ? path : path.slice(0, dot));
  if (dot < 0 || entry === undefined) return entry === undefined ? [] : [entry];
  const blocks = entry.value.kind === "list" ? entry.value.items : [entry.value];
  return blocks.flatMap((block) => (block.kind === "mapping" ? entriesAt(block, path.slice(dot + 1)) : []));
}
