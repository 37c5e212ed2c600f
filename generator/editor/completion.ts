import { intentWords } from "../iam/actions/intents.ts";
import { conditionOperators } from "../iam/conditions/condition-operators.ts";
import { globalKeys } from "../iam/reference/global-keys.ts";
import { findAction, findService, servicePrefixes } from "../iam/reference/reference.ts";
import { pullRows, pushRows } from "../sources/listing.ts";
import {
  actionEntryKeys,
  codeKeys,
  envEntryKeys,
  functionKeys,
  intendedKinds,
  pullEntryKeys,
  pushEntryKeys,
  roleKeys,
  specKeys,
  stackKeys,
} from "../spec/language/language.ts";
import type { Keys } from "../spec/language/shape.ts";
import { pathInSpec, type SpecPlace } from "./spec-place.ts";

/** What may stand where somebody types. */
export interface Offer {
  readonly label: string;
  readonly kind: "key" | "value" | "reference";
  readonly about: string;
  /** What is written for it. */
  readonly text: string;
}

/** What may stand at a place: `known` are the ARNs that hand-written Terraform beside the output declares, as expressions. */
export function offersAt(place: SpecPlace, file: "spec" | "stack", known: readonly string[]): readonly Offer[] {
  if (place.at === "value") return valuesAt(place, known);
  const offers = keysAt(place, file);
  return place.begins ? offers.map((offer) => ({ ...offer, text: `- ${offer.text}` })) : offers;
}

function keysAt(place: SpecPlace, file: "spec" | "stack"): readonly Offer[] {
  const { path, beside, entry } = place;
  const top = file === "stack" ? stackKeys : specKeys;
  const [first, ...rest] = pathInSpec(place);
  if (first === undefined) return fromKeys(top, beside);
  if (rest.length === 0) {
    switch (first) {
      case "function":
        return fromKeys(functionKeys, beside);
      case "role":
        return fromKeys(roleKeys, beside);
      case "code":
        return fromKeys(codeKeys, beside);
      case "push":
        return entryKeys(pushRows(), pushEntryKeys, beside);
      case "pull":
        return entryKeys(pullRows(), pullEntryKeys, beside);
      case "actions":
        return fromKeys(actionEntryKeys, beside);
      default:
        return [];
    }
  }
  if (first === "env" && rest.length === 1) return fromKeys(envEntryKeys, beside);
  if ((first === "env" || first === "actions") && isIntentWord(rest.at(-1))) return fromKeys(intendedKinds, beside);
  const at = path.indexOf("conditions");
  if (at < 0) return [];
  if (at === path.length - 1)
    return conditionOperators.map((name) => ({ label: name, kind: "key", about: "an operator of IAM", text: `${name}: ` }));
  return at === path.length - 2 ? conditionKeys(entry) : [];
}

function isIntentWord(key: string | undefined): boolean {
  return intentWords.some((word) => word === key);
}

/** A source of an entry that has none yet; else what may stand beside it. */
function entryKeys(
  rows: readonly { readonly key: string; readonly title: string }[],
  keys: Keys,
  beside: SpecPlace["beside"],
): readonly Offer[] {
  if (rows.some(({ key }) => beside.has(key))) return fromKeys(keys, beside);
  return rows.map(({ key, title }) => ({ label: key, kind: "key", about: title, text: `${key}: ` }));
}

function fromKeys(keys: Keys, beside: SpecPlace["beside"]): readonly Offer[] {
  return Object.entries(keys).flatMap(([key, { about, refused }]): readonly Offer[] =>
    refused !== undefined || beside.has(key) ? [] : [{ label: key, kind: "key", about: about ?? "", text: `${key}: ` }],
  );
}

/** The keys of every call, and those that the actions named beside the condition know. */
function conditionKeys(entry: string): readonly Offer[] {
  const names = [...entry.matchAll(/[\w-]+:\w+/g)].map(([name]) => name);
  const own = names.flatMap((name) => {
    const action = findAction(name);
    return action === undefined ? [] : [...action.keys, ...action.types.flatMap((type) => action.keysWith.get(type) ?? [])];
  });
  const all = new Map([...own, ...globalKeys].map(({ name, type }) => [name, type]));
  return [...all].map(([name, type]) => ({ label: name, kind: "key", about: type, text: `${JSON.stringify(name)}: ` }));
}

/** Keys whose values are no ARNs. */
const plain: ReadonlySet<string> = new Set(["why", "broad", "sid", "label", "statement_id", "name"]);

function valuesAt(place: SpecPlace, known: readonly string[]): readonly Offer[] {
  const { path, word, beside } = place;
  const key = path.at(-1) ?? "";
  const inActions = path.includes("actions");
  if (inActions && (key === "allow" || key === "deny")) return actions(word);
  if (inActions && path.includes("conditions")) return [];
  const isEnv = pathInSpec(place)[0] === "env";
  if (isEnv && key === "allow")
    return intentWords.map((text) => ({ label: text, kind: "value", about: envEntryKeys[text]?.about ?? "", text }));
  if (!(isEnv || ["push", "pull", "actions"].some((part) => path.includes(part))) || plain.has(key)) return [];
  const service = /^[\w-]+/.exec(beside.get("allow") ?? "")?.[0];
  // What the service of the entry's actions has comes first.
  const ranked = [...known].sort((a, b) => Number(isOf(b, service ?? key)) - Number(isOf(a, service ?? key)));
  return ranked.map((text) => ({
    label: text,
    kind: "reference",
    about: "declared beside the output",
    text: JSON.stringify(text),
  }));
}

function isOf(expression: string, service: string): boolean {
  return expression.startsWith(`\${aws_${service}_`);
}

function actions(word: string): readonly Offer[] {
  const colon = word.indexOf(":");
  if (colon < 0)
    return servicePrefixes().map((prefix) => ({ label: `${prefix}:`, kind: "value", about: "a service", text: `${prefix}:` }));
  const service = findService(word.slice(0, colon).toLowerCase());
  return (service?.actionNames ?? []).map((full) => {
    const level = service?.action(full.slice(full.indexOf(":") + 1))?.level ?? "";
    return { label: full, kind: "value", about: level, text: full };
  });
}
