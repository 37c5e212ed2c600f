import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { literal, outlineOf } from "../iam/arn.ts";
import { checkArnParts, digitsOf } from "../iam/arn-parts.ts";
import { findAction, findService, servicePrefixes } from "../iam/reference/reference.ts";
import { partitionOf, partitions } from "../iam/regions.ts";
import { scalarAt, someAt } from "../spec/language/at-key.ts";
import { isReason } from "../spec/reason.ts";
import type { Scalar, YamlMapping } from "../spec/yaml/yaml-node.ts";

/** What a rule asks for that no grant can be, so that it never holds, or that each is: it would forbid nothing, or all. */
export function ruleMistakes(rule: YamlMapping): readonly Diagnostic[] {
  const unless = scalarAt(rule, "unless");
  return [
    ...someAt(rule, "actions").flatMap(actionMistake),
    ...someAt(rule, "services").flatMap(serviceMistake),
    ...someAt(rule, "resources").flatMap(resourceMistakes),
    ...someAt(rule, "principals").flatMap(principalMistakes),
    ...["accounts", "outside_accounts"].flatMap((key) => someAt(rule, key).flatMap(accountMistake)),
    ...someAt(rule, "outside_regions").flatMap(regionMistake),
    ...["broad", "public", "unguarded_trust"].flatMap((key) => flagMistake(key, scalarAt(rule, key))),
    ...(unless === undefined || isReason(unless.text)
      ? []
      : [error("missing-key", unless.span, "`unless` takes the name of an approval", "write one, as in `unless: security`")]),
  ];
}

function actionMistake({ text, span }: Scalar): readonly Diagnostic[] {
  if (text === "*" || (/[*?]/.test(text) && text.includes(":")) || findAction(text) !== undefined) return [];
  const near = nearest(text, findService(text.split(":")[0] ?? "")?.actionNames ?? []);
  const hint = near === undefined ? "write it as a policy does: s3:GetObject, s3:Delete*" : `did you mean ${near}?`;
  return [error("unknown-action", span, `AWS lists no action "${text}"`, hint)];
}

function serviceMistake({ text, span }: Scalar): readonly Diagnostic[] {
  if (findService(text) !== undefined) return [];
  const near = nearest(text, servicePrefixes());
  return [
    error("unknown-action", span, `AWS lists no service "${text}"`, near === undefined ? undefined : `did you mean ${near}?`),
  ];
}

/** A text that begins with a wildcard may be any ARN. */
function resourceMistakes({ text, span }: Scalar): readonly Diagnostic[] {
  if (/^[*?]/.test(text)) return [];
  if (!text.startsWith("arn:"))
    return [
      error(
        "invalid-arn",
        span,
        `"${text}" is no ARN, so that this rule would forbid nothing`,
        "write an ARN, which may hold wildcards: arn:aws:sqs:*:*:jobs",
      ),
    ];
  const outline = outlineOf(literal(text));
  return outline === null ? [] : [...checkArnParts(outline, span, { region: null, account: null })];
}

/** A domain is a service or a provider of identities. */
function principalMistakes(scalar: Scalar): readonly Diagnostic[] {
  const { text, span } = scalar;
  if (text.startsWith("arn:")) return resourceMistakes(scalar);
  if (/^\d+$/.test(text)) return accountMistake(scalar);
  if (/[*?]/.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text)) return [];
  const hint =
    "write a service (sns.amazonaws.com), an account (its 12 digits, in quotes) or an ARN (arn:aws:iam::111122223333:role/deploy)";
  return [error("invalid-arn", span, `"${text}" is no principal, so that this rule would forbid nothing`, hint)];
}

function accountMistake({ text, span }: Scalar): readonly Diagnostic[] {
  return /^\d{12}$/.test(text) ? [] : [error("invalid-arn", span, `"${text}" is no account id`, digitsOf(text))];
}

function regionMistake({ text, span }: Scalar): readonly Diagnostic[] {
  if (partitionOf(text) !== null) return [];
  const near = nearest(text, Object.values(partitions).flat());
  const hint = near === undefined ? "write whole names of regions: eu-west-1" : `did you mean ${near}?`;
  return [error("invalid-arn", span, `AWS lists no region "${text}"`, hint)];
}

function flagMistake(key: string, flag: Scalar | undefined): readonly Diagnostic[] {
  if (flag?.kind !== "boolean" || flag.flag === true) return [];
  const message = `\`${key}: false\` asks nothing: a rule says what a grant is, never what it is not`;
  return [error("argument-not-allowed", flag.span, message, `write \`${key}: true\`, or remove the line`)];
}
