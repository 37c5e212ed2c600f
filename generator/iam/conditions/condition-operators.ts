import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { isInPieces, outlineOf } from "../arn.ts";
import { accountInPieces, digitsOf } from "../arn-parts.ts";
import type { AskedCondition } from "../asked.ts";
import { hasGlob } from "../glob.ts";
import type { FoundKey } from "./condition-keys.ts";
import { accountKeys } from "./key-values.ts";

/**
 * IAM's condition operators, the keys that they compare and the values that they take.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

type Family = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

export interface Operator {
  /** In IAM's case, with its prefix and suffix. */
  readonly name: string;
  readonly base: string;
  readonly family: Family;
  /** `ForAllValues:`, `ForAnyValue:` or nothing. */
  readonly set: string;
  readonly ifExists: boolean;
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

/** IAM's operators in its own case, without prefix and suffix. */
export const conditionOperators: readonly string[] = Object.keys(operators);

/** The operator to name where a key's type wants another family. */
const operatorOfType: Readonly<Record<string, string>> = {
  String: "StringEquals",
  Numeric: "NumericEquals",
  Date: "DateLessThan",
  Bool: "Bool",
  IPAddress: "IpAddress",
  ARN: "ArnLike",
};

/** An operator in any case, with `ForAllValues:` or `ForAnyValue:` before it and `IfExists` behind it; null for none of IAM's. */
export function readOperator(text: string): Operator | null {
  const [, set = "", rest = ""] = /^(ForAllValues:|ForAnyValue:)?(.*)$/is.exec(text) ?? [];
  const exists = /IfExists$/i.test(rest);
  const word = exists ? rest.slice(0, -"IfExists".length) : rest;
  const base = Object.keys(operators).find((name) => name.toLowerCase() === word.toLowerCase());
  const family = base === undefined ? undefined : operators[base];
  // "Null" asks whether the key exists, so it has no "IfExists".
  if (base === undefined || family === undefined || (exists && family === "Null")) return null;
  const prefix = ["ForAllValues:", "ForAnyValue:"].find((name) => name.toLowerCase() === set.toLowerCase()) ?? "";
  const holdsWithout = exists || base.includes("Not") || prefix === "ForAllValues:";
  return { name: `${prefix}${base}${exists ? "IfExists" : ""}`, base, family, set: prefix, ifExists: exists, holdsWithout };
}

/** The mistake of an operator that IAM does not know. */
export function unknownOperator({ operator }: AskedCondition): Diagnostic {
  const near = nearestOperator(operator.value);
  const hint = near === null ? undefined : `did you mean ${near}?`;
  return error("unknown-condition-operator", operator.span, `IAM knows no condition operator "${operator.value}"`, hint);
}

/** The operator of IAM that was probably meant; null where none is near. */
export function nearestOperator(text: string): string | null {
  const [, set = "", word = "", exists = ""] = /^(For\w*:)?(.*?)(IfExists)?$/is.exec(text) ?? [];
  const near = nearest(word, Object.keys(operators));
  const prefix = set === "" ? "" : (nearest(set, ["ForAllValues:", "ForAnyValue:"]) ?? "");
  return near === undefined ? null : `${prefix}${near}${near === "Null" ? "" : exists}`;
}

/** Whether the operator compares this key, and takes these values. */
export function* checkTypes(
  { operator, values }: AskedCondition,
  { name, base, family }: Operator,
  key: FoundKey,
): Generator<Diagnostic> {
  if (!fits(family, key)) {
    const better = operatorOfType[key.type];
    const article = /^[AI]/.test(key.type) ? "an" : "a";
    const kind = key.type === "ARN" ? "ARN" : key.type === "IPAddress" ? "IP address" : key.type.toLowerCase();
    yield error(
      "condition-type-mismatch",
      operator.span,
      `${name} does not compare "${key.name}", which is ${article} ${kind}`,
      better === undefined ? undefined : `write ${better}`,
    );
    return;
  }
  if ((family === "Bool" || family === "Null") && values.length > 1) {
    yield error("condition-type-mismatch", values[1]?.span ?? operator.span, `${name} takes one value, true or false`);
  }
  for (const { value, span } of values) {
    if (value.kind === "literal") {
      yield* checkValue(value.text, span, name, base, family);
      if (family === "String" && accountKeys.has(key.name) && !/^(\d{12}|[\d*?]*[*?][\d*?]*|.*\$\{[^*?$].*)$/.test(value.text))
        yield error("condition-type-mismatch", span, `"${value.text}" is no account id`, digitsOf(value.text));
    } else if (
      family === "Arn" &&
      value.kind === "join" &&
      outlineOf(value) === null &&
      value.parts[0]?.kind === "literal" &&
      !value.parts[0].text.startsWith("arn:")
    ) {
      yield error("condition-type-mismatch", span, `${name} compares ARNs, and this is none`);
    } else if (isInPieces(outlineOf(value)?.account ?? "")) {
      yield error("invalid-arn", span, accountInPieces.message, accountInPieces.hint);
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
  Date: {
    form: /^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d))?)?)?|\d+)$/,
    what: "a date such as 2026-01-31T00:00:00Z",
  },
  Bool: { form: /^(true|false)$/i, what: "true or false" },
  Binary: { form: /^[A-Za-z0-9+/]+={0,2}$/, what: "base64" },
  IpAddress: {
    form: /^((\d{1,3}\.){3}\d{1,3}(\/([12]?\d|3[0-2]))?|[0-9a-f]*:[0-9a-f:.]+(\/(\d{1,2}|1[01]\d|12[0-8]))?)$/i,
    what: "an IP address or a range such as 203.0.113.0/24",
  },
  Arn: { form: /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/, what: "an ARN" },
  Null: { form: /^(true|false)$/i, what: "true or false" },
};

function* checkValue(text: string, span: Span, name: string, base: string, family: Family): Generator<Diagnostic> {
  if (text.includes("&{")) {
    yield error(
      "condition-type-mismatch",
      span,
      'Terraform would turn "&{" into "${" here',
      "write IAM's own variables as ${aws:PrincipalTag/team}",
    );
    return;
  }
  const form = forms[family];
  // A colon inside ${aws:username} divides no ARN.
  const plain = family === "Arn" ? text.replaceAll(/\$\{[^}]*\}/g, "x") : text;
  if (
    form !== null &&
    !(form.form.test(plain) && (family !== "IpAddress" || octets(plain)) && (family !== "Date" || isDay(plain)))
  ) {
    yield error("condition-type-mismatch", span, `"${text}" is not ${form.what}, which ${name} compares`);
    return;
  }
  // `${*}`, `${?}` and `${$}` are the very characters, and an ARN has them in what it names alone.
  const char = /^arn:(?:[^:]*:){0,3}[^:]*(\$\{[*?$]\})/.exec(text.replaceAll(/\$\{[^}]{2,}\}/g, "x"))?.[1];
  if (char !== undefined) {
    const message = `no ARN has the character that ${char} stands for before its fifth colon`;
    const hint = char === "${$}" ? undefined : `where any text is meant, write ${char.charAt(2)} in its place`;
    yield error("condition-type-mismatch", span, message, hint);
    return;
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html ("Wildcard without like operator")
  if (family === "String" && !base.includes("Like") && hasGlob(text.replaceAll("?", ""))) {
    const like = base.includes("Not") ? "StringNotLike" : "StringLike";
    yield error(
      "condition-type-mismatch",
      span,
      `${name} takes "*" for the character, not for any text`,
      `write ${name.replace(base, like)}, or \${*} for the character`,
    );
  }
}

function octets(text: string): boolean {
  return text.includes(":") || (text.split("/")[0] ?? "").split(".").every((octet) => Number(octet) <= 255);
}

/** Whether the month has the day, where a date names one: 30 February is compared with nothing. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  return day === undefined || Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}
