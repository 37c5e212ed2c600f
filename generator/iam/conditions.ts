import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { Condition } from "../grants.ts";
import type { Asked, AskedCondition } from "./actions.ts";
import { outlineOf } from "./arn.ts";
import { type FoundKey, actionsWithKey, findGlobalKey, findKeyOf, keysOf } from "./condition-keys.ts";
import { hasGlob } from "./glob.ts";
import { globalKeys } from "./global-keys.ts";
import { type Action, findService } from "./reference.ts";
import { nearest, type Seen } from "./resources.ts";
import { listing } from "./wording.ts";

/**
 * The rules of `conditions`: an operator that IAM knows, a key that every action of the entry can carry, values that fit both.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

type Family = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

interface Operator {
  /** In IAM's case, with its prefix and suffix. */
  readonly name: string;
  readonly base: string;
  readonly family: Family;
  /** True where the condition holds when the key is missing: the action is unguarded, not dead. */
  readonly holdsWithout: boolean;
}

const operators: Readonly<Record<string, Family>> = {
  StringEquals: "String",
  StringNotEquals: "String",
  StringEqualsIgnoreCase: "String",
  StringNotEqualsIgnoreCase: "String",
  StringLike: "String",
  StringNotLike: "String",
  NumericEquals: "Numeric",
  NumericNotEquals: "Numeric",
  NumericLessThan: "Numeric",
  NumericLessThanEquals: "Numeric",
  NumericGreaterThan: "Numeric",
  NumericGreaterThanEquals: "Numeric",
  DateEquals: "Date",
  DateNotEquals: "Date",
  DateLessThan: "Date",
  DateLessThanEquals: "Date",
  DateGreaterThan: "Date",
  DateGreaterThanEquals: "Date",
  Bool: "Bool",
  BinaryEquals: "Binary",
  IpAddress: "IpAddress",
  NotIpAddress: "IpAddress",
  ArnEquals: "Arn",
  ArnNotEquals: "Arn",
  ArnLike: "Arn",
  ArnNotLike: "Arn",
  Null: "Null",
};

/** The operator to name where a key's type wants another family. */
const operatorOfType: Readonly<Record<string, string>> = {
  String: "StringEquals",
  Numeric: "NumericEquals",
  Date: "DateLessThan",
  Bool: "Bool",
  IPAddress: "IpAddress",
  ARN: "ArnLike",
};

/** Judges the conditions of an entry against its actions and the resources that they stand with. */
export function judgeConditions(
  asked: Asked,
  actions: readonly Action[],
  resources: readonly Seen[],
): { readonly conditions: readonly Condition[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const conditions: Condition[] = [];
  for (const condition of asked.conditions) {
    const operator = readOperator(condition.operator.value);
    if (operator === null) diagnostics.push(unknownOperator(condition));
    const key = findKey(condition, operator, actions, resources);
    if ("severity" in key) diagnostics.push(key);
    if (operator === null) continue;
    const found = "severity" in key ? null : key;
    if (found !== null) diagnostics.push(...checkTypes(condition, operator, found));
    const values = condition.values.map(({ value }) => value);
    conditions.push({ operator: operator.name, variable: found?.name ?? condition.variable.value, values });
  }
  return { conditions, diagnostics };
}

function readOperator(text: string): Operator | null {
  const [, set = "", rest = ""] = /^(ForAllValues:|ForAnyValue:)?(.*)$/is.exec(text) ?? [];
  const exists = /IfExists$/i.test(rest);
  const word = exists ? rest.slice(0, -"IfExists".length) : rest;
  const base = Object.keys(operators).find((name) => name.toLowerCase() === word.toLowerCase());
  const family = base === undefined ? undefined : operators[base];
  // "Null" asks whether the key exists, so it has no "IfExists".
  if (base === undefined || family === undefined || (exists && family === "Null")) return null;
  const prefix = ["ForAllValues:", "ForAnyValue:"].find((name) => name.toLowerCase() === set.toLowerCase()) ?? "";
  const holdsWithout = exists || base.includes("Not") || prefix === "ForAllValues:";
  return { name: `${prefix}${base}${exists ? "IfExists" : ""}`, base, family, holdsWithout };
}

function unknownOperator({ operator }: AskedCondition): Diagnostic {
  const [, set = "", word = "", exists = ""] = /^(For\w*:)?(.*?)(IfExists)?$/is.exec(operator.value) ?? [];
  const near = nearest(word, Object.keys(operators));
  const prefix = set === "" ? "" : (nearest(set, ["ForAllValues:", "ForAnyValue:"]) ?? "");
  const hint = near === undefined ? undefined : `did you mean ${prefix}${near}${near === "Null" ? "" : exists}?`;
  return error("unknown-condition-operator", operator.span, `IAM knows no condition operator "${operator.value}"`, hint);
}

/** The key, or why the entry's actions never carry it. */
function findKey({ variable }: AskedCondition, operator: Operator | null, actions: readonly Action[], resources: readonly Seen[]): FoundKey | Diagnostic {
  const { value, span } = variable;
  const global = findGlobalKey(value);
  if (global?.global.never !== undefined) {
    return error("unknown-condition-key", span, `"${global.name}" is never there when a function calls: ${global.global.never}`, neverHint(global.name));
  }
  if (global !== undefined && global.global.listed === undefined) return global;
  const found = actions.map((action) => findKeyOf(action, resources, value));
  const [first] = found.flatMap((key) => key ?? []);
  if (actions.length === 0) return global ?? inService(value) ?? error("unknown-condition-key", span, `AWS lists no condition key "${value}"`, nearKey(value, actions, resources));
  const without = actions.filter((_, index) => found[index] === undefined);
  if (first !== undefined && without.length === 0) return first;
  const names = listing(without.map(({ full }) => full));
  const knows = without.length === 1 ? "knows" : "know";
  if (first === undefined) {
    return error("unknown-condition-key", span, `${names} ${knows} no condition key "${value}"`, otherKey(value, actions, resources));
  }
  const effect = operator?.holdsWithout ? "is not guarded by it" : "would never be allowed";
  const message = `${names} ${knows} no condition key "${value}", so it ${effect}`;
  return error("unknown-condition-key", span, without.length === 1 ? message : message.replace("so it is", "so they are").replace("so it would", "so they would"), `put ${names} into an entry without this condition`);
}

/** A service's own key, where no action of the entry could be read. */
function inService(variable: string): FoundKey | undefined {
  const prefix = variable.slice(0, variable.indexOf(":"));
  const [knows] = findService(prefix) === undefined ? [] : actionsWithKey(prefix.toLowerCase(), variable);
  const action = knows === undefined ? undefined : findService(prefix)?.action(knows.slice(prefix.length + 1));
  return action === undefined ? undefined : findKeyOf(action, [], variable);
}

function neverHint(name: string): string | undefined {
  if (name === "aws:SourceArn") return "a function's own calls carry lambda:SourceFunctionArn; the resource's account is aws:ResourceAccount";
  if (name === "aws:SourceAccount") return "the account of the resource is aws:ResourceAccount";
  return undefined;
}

/** Who knows the key, or the key that was meant. */
function otherKey(value: string, actions: readonly Action[], resources: readonly Seen[]): string | undefined {
  const knowing = [...new Set(actions.map(({ service }) => service))].flatMap((service) => actionsWithKey(service, value));
  if (knowing.length > 0) return `${listing(knowing, 3)} ${knowing.length === 1 ? "knows" : "know"} it`;
  return nearKey(value, actions, resources);
}

function nearKey(value: string, actions: readonly Action[], resources: readonly Seen[]): string | undefined {
  const names = [...actions.flatMap((action) => [...keysOf(action, resources)]), ...globalKeys.filter(({ never }) => never === undefined)].map(({ name }) => name);
  const slash = value.indexOf("/");
  // "aws:RequestTags/team": compared without the part that the user chose.
  const near = nearest(value, names) ?? (slash < 0 ? undefined : nearest(value.slice(0, slash), names.map((name) => name.split("/")[0] ?? name)));
  return near === undefined ? undefined : `did you mean ${near}${slash >= 0 && !near.includes("/") ? value.slice(slash) : ""}?`;
}

function* checkTypes({ operator, values }: AskedCondition, { name, base, family }: Operator, key: FoundKey): Generator<Diagnostic> {
  if (!fits(family, key)) {
    const better = operatorOfType[key.type];
    const article = /^[AI]/.test(key.type) ? "an" : "a";
    const kind = key.type === "ARN" ? "ARN" : key.type === "IPAddress" ? "IP address" : key.type.toLowerCase();
    yield error("condition-type-mismatch", operator.span, `${name} does not compare "${key.name}", which is ${article} ${kind}`, better === undefined ? undefined : `write ${better}`);
    return;
  }
  if ((family === "Bool" || family === "Null") && values.length > 1) {
    yield error("condition-type-mismatch", values[1]?.span ?? operator.span, `${name} takes one value, true or false`);
  }
  for (const { value, span } of values) {
    if (value.kind === "literal") yield* checkValue(value.text, span, name, base, family);
    else if (family === "Arn" && value.kind === "join" && outlineOf(value) === null && value.parts[0]?.kind === "literal" && !value.parts[0].text.startsWith("arn:")) {
      yield error("condition-type-mismatch", span, `${name} compares ARNs, and this is none`);
    }
  }
}

/**
 * Strings compare ARNs too, AWS only recommends the ARN operators; ARN operators compare strings that hold ARNs, such as
 * `kms:EncryptionContext:aws:logs:arn`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function fits(family: Family, key: FoundKey): boolean {
  switch (family) {
    case "Null":
      return true;
    case "String":
      return key.type === "String" || key.type === "ARN";
    case "Binary":
      return key.type === "String" || key.type === "Binary";
    case "Arn":
      return key.type === "ARN" || (key.type === "String" && (key.open || /arns?$/i.test(key.name)));
    case "Numeric":
      return key.type === "Numeric" || key.name === "aws:EpochTime";
    case "Date":
      return key.type === "Date";
    case "Bool":
      return key.type === "Bool";
    case "IpAddress":
      return key.type === "IPAddress";
  }
}

/** What a value must look like, by the family of its operator. */
const forms: Readonly<Record<Family, { readonly form: RegExp; readonly what: string } | null>> = {
  String: null,
  Numeric: { form: /^[+-]?\d+(\.\d+)?$/, what: "a number" },
  // https://www.w3.org/TR/NOTE-datetime, or seconds since 1970
  Date: { form: /^(\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?|\d+)$/, what: "a date such as 2026-01-31T00:00:00Z" },
  Bool: { form: /^(true|false)$/i, what: "true or false" },
  Binary: { form: /^[A-Za-z0-9+/]+={0,2}$/, what: "base64" },
  IpAddress: { form: /^((\d{1,3}\.){3}\d{1,3}(\/([12]?\d|3[0-2]))?|[0-9a-f]*:[0-9a-f:.]+(\/(\d{1,2}|1[01]\d|12[0-8]))?)$/i, what: "an IP address or a range such as 203.0.113.0/24" },
  Arn: { form: /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/, what: "an ARN" },
  Null: { form: /^(true|false)$/i, what: "true or false" },
};

function* checkValue(text: string, span: Span, name: string, base: string, family: Family): Generator<Diagnostic> {
  if (text.includes("&{")) {
    yield error("condition-type-mismatch", span, 'Terraform would turn "&{" into "${" here', "write IAM's own variables as ${aws:PrincipalTag/team}");
    return;
  }
  const form = forms[family];
  // A colon inside ${aws:username} divides no ARN.
  const plain = family === "Arn" ? text.replaceAll(/\$\{[^}]*\}/g, "x") : text;
  if (form !== null && !(form.form.test(plain) && (family !== "IpAddress" || octets(plain)))) {
    yield error("condition-type-mismatch", span, `"${text}" is not ${form.what}, which ${name} compares`);
    return;
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html ("Wildcard without like operator")
  if (family === "String" && !base.includes("Like") && hasGlob(text.replaceAll("?", ""))) {
    const like = base.includes("Not") ? "StringNotLike" : "StringLike";
    yield error("condition-type-mismatch", span, `${name} takes "*" for the character, not for any text`, `write ${name.replace(base, like)}, or \${*} for the character`);
  }
}

function octets(text: string): boolean {
  return text.includes(":") || (text.split("/")[0] ?? "").split(".").every((octet) => Number(octet) <= 255);
}
