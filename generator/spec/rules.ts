import { error } from "../diagnostics/diagnostic.ts";
import type { ArgumentPair, ArgumentRule } from "../sources/source.ts";
import { article } from "./arn-question.ts";
import { type Entry, entryOf, type Mapping, type Node } from "./node.ts";
import type { Reading } from "./value.ts";

/** What AWS takes of arguments, beyond their types: value-out-of-range, argument-not-allowed, missing-key. */

/** Checks the arguments that a mapping gives against their rules; `noun` is what refuses an argument. */
export function checkRules(
  mapping: Mapping,
  rules: Readonly<Record<string, ArgumentRule>>,
  noun: string,
  reading: Reading,
): void {
  for (const [path, rule] of Object.entries(rules)) {
    const found = entryAt(mapping, path);
    if (found === undefined) continue;
    const { keySpan, value } = found;
    if ("refused" in rule)
      reading.diagnostics.push(
        error("argument-not-allowed", keySpan, `${article(noun)} takes no \`${path}\`: ${rule.refused}`, "remove the line"),
      );
    else if ("items" in rule) checkItems(value, path, rule.items, reading);
    else for (const node of value.kind === "list" ? value.items : [value]) checkRule(node, path, rule, reading);
  }
}

function checkItems(node: Node, path: string, items: number, reading: Reading): void {
  if (node.kind !== "list" || node.items.length === items) return;
  const message = `\`${path}\` takes exactly ${items}, and there are ${node.items.length}`;
  reading.diagnostics.push(error("value-out-of-range", node.span, message, "write an entry of `pull` for each"));
}

/** Rules that hold for one value. */
type ValueRule = Exclude<ArgumentRule, { refused: string } | { items: number }>;

function checkRule(node: Node, path: string, rule: ValueRule, reading: Reading): void {
  // What only Terraform knows, and what has another type, which was reported with its shape.
  if (node.kind === "list" || node.kind === "mapping" || node.kind === "null" || node.text.includes("${")) return;
  if (!allows(rule, node.text, node.kind === "number"))
    reading.diagnostics.push(error("value-out-of-range", node.span, `\`${path}\` takes ${ruleWords(rule)}`));
}

function allows(rule: ValueRule, text: string, isNumber: boolean): boolean {
  if ("oneOf" in rule) return rule.oneOf.map(String).includes(text);
  if ("most" in rule) return text.length >= (rule.least ?? 0) && text.length <= rule.most;
  const value = Number(text);
  return (
    !isNumber ||
    !Number.isFinite(value) ||
    (Number.isInteger(value) && value >= rule.from && value <= rule.to) ||
    rule.also?.includes(value) === true
  );
}

/** What a rule takes, in words. */
export function ruleWords(rule: ValueRule): string {
  if ("oneOf" in rule) return rule.oneOf.join(", ");
  if ("most" in rule) return `${rule.least === undefined ? "at most" : `${rule.least} to`} ${rule.most} characters`;
  return `${rule.also === undefined ? "" : `${rule.also.join(", ")} or `}${rule.from} to ${rule.to}`;
}

/** Checks arguments that go together, or exclude each other. */
export function checkPairs(mapping: Mapping, pairs: readonly ArgumentPair[], reading: Reading): void {
  for (const { argument, value, needs, excludes, message, hint } of pairs) {
    const found = entryAt(mapping, argument);
    if (found === undefined || (value !== undefined && textAt(found) !== value)) continue;
    const other = needs === undefined ? undefined : entryAt(mapping, needs.argument);
    const unmet =
      needs !== undefined &&
      (other === undefined || (needs.value !== undefined && textAt(other) !== needs.value && !textAt(other).includes("${")));
    if (unmet || (excludes !== undefined && entryAt(mapping, excludes) !== undefined)) {
      reading.diagnostics.push(
        error(unmet && needs?.value === undefined ? "missing-key" : "argument-not-allowed", found.keySpan, message, hint),
      );
    }
  }
}

function textAt({ value }: Entry): string {
  return value.kind === "list" || value.kind === "mapping" ? "" : value.text;
}

/** The entry of an argument nested with dots. */
export function entryAt(mapping: Mapping, path: string): Entry | undefined {
  const [first = "", ...rest] = path.split(".");
  const entry = entryOf(mapping, first);
  if (rest.length === 0 || entry === undefined) return entry;
  return entry.value.kind === "mapping" ? entryAt(entry.value, rest.join(".")) : undefined;
}
