import type { Condition, Reference, Value } from "../grants.ts";
import { expression, join, literal, partsOf, textOf } from "../iam/arn.ts";
import type { Rule } from "../proof/rule.ts";
import { isReference } from "../spec/values/value.ts";
import { compareText } from "../text-order.ts";
import type { About } from "./change.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/**
 * Names in rules that stand for something else on the other side: a variable with another default, a tag of the role with another
 * value. The rule reads the same, and allows what it did not. A default binds nobody who applies, so that whether a rule with such a
 * name lies within another, only Terraform knows.
 */
export interface MovedName {
  readonly kind: "variable" | "tag";
  readonly name: string;
  /** Whether a text names it: an expression of Terraform, for a tag also a text of IAM. */
  readonly isIn: (text: string) => boolean;
  /** What it is on one side and on the other: `is "logs" by default`. */
  readonly here: string;
  readonly there: string;
}

/** The names that differ between a function and its other form, as the first one means them; none where it has no other form. */
export function movedNames(of: ReviewedFunction | null, other: ReviewedFunction | null): readonly MovedName[] {
  if (of === null || other === null) return [];
  const variables = movedVariables(of, other);
  const tags = differing(tagsOf(of, variables), tagsOf(other, movedVariables(other, of)));
  return [
    ...variables,
    ...tags.map(({ name, here, there }): MovedName => {
      // Keys of IAM's tags are the same in any case: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
      const isIn = (text: string) => tagsNamed(text).some((key) => key.toLowerCase() === name);
      const words = (value: string | null) => (value === null ? "is no tag of the role" : `is ${value} by the role's tags`);
      return { kind: "tag", name: `aws:PrincipalTag/${name}`, isIn, here: words(here), there: words(there) };
    }),
  ];
}

function movedVariables(of: ReviewedFunction, other: ReviewedFunction): readonly MovedName[] {
  return differing(defaultsOf(of), defaultsOf(other)).map(({ name, here, there }): MovedName => {
    const named = new RegExp(`(?<![\\w.-])var\\.${name}(?![\\w-])`);
    const words = (value: string | null) => (value === null ? "has no default" : `is ${value} by default`);
    return {
      kind: "variable",
      name: `var.${name}`,
      isIn: (text) => named.test(text),
      here: words(here),
      there: words(there),
    };
  });
}

/** Those that a rule names. The tags that who is let in is compared by are the caller's. */
export function movedIn(rule: Rule, names: readonly MovedName[], about: About): readonly MovedName[] {
  const parts = [rule.resource, ...rule.conditions.flatMap(({ values }) => values)].flatMap(partsOf);
  const codes = parts.flatMap((part) => (part.kind === "expression" ? [part.code] : []));
  const words = parts.flatMap((part) => (part.kind === "literal" ? [part.text] : []));
  const keys = rule.conditions.map(({ variable }) => `\${${variable}}`);
  return names.filter(({ kind, isIn }) =>
    kind === "variable"
      ? [rule.principal ?? "", ...codes].some(isIn)
      : about === "role" && [...keys, ...words, ...codes].some(isIn),
  );
}

/** The rule with each moved name as a side's own: equal to itself there, and to nothing on the other side. */
export function asMeant(rule: Rule, names: readonly MovedName[], side: string): Rule {
  const isMoved = (text: string) => names.some(({ isIn }) => isIn(text));
  const own = (text: string) => (isMoved(text) ? `${text}${MARK}${side}` : text);
  const meant = (reference: Reference): Reference =>
    join(
      ...partsOf(reference).map((part) =>
        part.kind === "expression"
          ? expression(own(part.code))
          : literal(part.text.replaceAll(/\$\{[^}]*\}/g, (variable) => `${own(variable.slice(0, -1))}}`)),
      ),
    );
  const conditions = rule.conditions.map(
    ({ operator, variable, values }): Condition => ({
      operator,
      variable: isMoved(`\${${variable}}`) ? `${variable}${MARK}${side}` : variable,
      values: values.map(meant),
    }),
  );
  const { principal, resource } = rule;
  return { ...rule, principal: principal === null ? null : own(principal), resource: meant(resource), conditions };
}

/** Why what reads the same is another thing, in a sentence. */
export function movedNote(names: readonly MovedName[]): string | null {
  const says = names.map(({ name, here, there }) => `${name} ${here}, and ${there} on the other side`);
  const open = names.some(({ kind }) => kind === "variable") ? ": what it will be, only Terraform knows" : "";
  return says.length === 0 ? null : `${says.join("; ")}${open}`;
}

/** The text of a reference, with what is meant by the names that moved. */
export function textAsMeant(reference: Reference, names: readonly MovedName[]): string {
  const codes = partsOf(reference).flatMap((part) => (part.kind === "expression" ? [part.code] : []));
  const moved = names.filter(({ isIn }) => codes.some(isIn)).map(({ name, here }) => `${name} ${here}`);
  return moved.length === 0 ? textOf(reference) : `${textOf(reference)} (${moved.join(", ")})`;
}

/** Stands in no text of a spec: what follows is the side. */
const MARK = "\u{F0003}";

/** The keys of the tags that a text of IAM compares with: `${aws:PrincipalTag/team, 'none'}`. */
function tagsNamed(text: string): readonly string[] {
  return [...text.matchAll(/\$\{\s*aws:PrincipalTag\/([^,}]*)/gi)].map(([, key = ""]) => key.trim());
}

function differing(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly { readonly name: string; readonly here: string | null; readonly there: string | null }[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .sort()
    .map((name) => ({ name, here: one.get(name) ?? null, there: other.get(name) ?? null }))
    .filter(({ here, there }) => here !== there);
}

function defaultsOf({ spec }: ReviewedFunction): ReadonlyMap<string, string> {
  return new Map(
    [...spec.settings.described.values()].flatMap(({ name, default: value }) =>
      value === null ? [] : [[name, JSON.stringify(plainOf(value))]],
    ),
  );
}

/** The tags that the role has by its own and by the provider's default ones; of a role that others manage they are not known. */
function tagsOf({ spec }: ReviewedFunction, variables: readonly MovedName[]): ReadonlyMap<string, string> {
  const given = spec.role.arguments.find(({ name }) => name === "tags");
  const own = given?.kind === "attribute" && isMap(given.value) ? given.value.entries : [];
  const all = spec.role.existing === null ? [...spec.settings.defaultTags, ...own] : [];
  return new Map(
    all.flatMap(({ key, value }) =>
      isReference(value) ? [[key.toLowerCase(), JSON.stringify(textAsMeant(value, variables))]] : [],
    ),
  );
}

function isMap(value: Value): value is Extract<Value, { readonly kind: "map" }> {
  return typeof value === "object" && "kind" in value && value.kind === "map";
}

function plainOf(value: Value): unknown {
  if (isReference(value)) return textOf(value);
  if (isMap(value))
    return Object.fromEntries(
      value.entries.map(({ key, value: of }) => [key, plainOf(of)] as const).sort(([a], [b]) => compareText(a, b)),
    );
  return typeof value === "object" && !("kind" in value) ? value.map(plainOf) : value;
}
