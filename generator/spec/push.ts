import { error, type Span, warning } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, splitArn, textOf } from "../iam/arn.ts";
import { hasWildcard } from "../iam/arn-parts.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import type { PushSource } from "../sources/source.ts";
import { readArn } from "./arn-value.ts";
import { type Caller, readOrganization, readPrincipal } from "./callers.ts";
import { entryKeys, entryNames, findSource } from "./entry.ts";
import { laterPullKinds, laterPushKinds, pushEntryKeys, serviceEntryKeys } from "./language.ts";
import { nameRules, readLiteralName, readQualifier } from "./names.ts";
import type { Entry, Mapping, Node, Scalar } from "./node.ts";
import { readService } from "./service-caller.ts";
import { scalarAt } from "./shape.ts";
import type { PushEntry } from "./spec.ts";
import { type Reading, readText } from "./value.ts";

const kinds = {
  own: pushSources,
  ownLater: laterPushKinds,
  other: pullSources,
  otherLater: laterPullKinds,
  here: "push",
  there: "pull",
} as const;

/** Reads one entry of `push`; null after a mistake that leaves nothing to emit. */
export function readPush(node: Node, reading: Reading): PushEntry | null {
  const found = findSource(node, kinds, reading);
  if (found === null) return null;
  const { mapping, entry, source } = found;
  entryKeys(mapping, entry, source.kind === "service" ? serviceEntryKeys : pushEntryKeys, reading);
  const qualifierNode = scalarAt(mapping, "qualifier");
  const qualifier = qualifierNode === undefined ? null : readQualifier(qualifierNode, reading);
  const idNode = scalarAt(mapping, "statement_id");
  const givenId = idNode === undefined ? null : readLiteralName(idNode, nameRules.statementId, reading);
  const caller = readCaller(entry, source, mapping, reading);
  if (caller === null) return null;
  const names = entryNames(mapping, entry, caller.name, caller.sourceArn ?? caller.principal, reading);
  if (names === null) return null;
  return {
    ...caller,
    ...names,
    statementId: givenId ?? shortened(names.label),
    ownId: idNode !== undefined,
    qualifier,
    key: entry.key,
  };
}

/** A label may be longer than a statement id; what is cut off still counts, by its FNV-1a hash. */
function shortened(label: string): string {
  const { most } = nameRules.statementId;
  if (label.length <= most) return label;
  let hash = 2_166_136_261;
  for (const character of label) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return `${label.slice(0, most - 9)}_${hash.toString(16).padStart(8, "0")}`;
}

function readCaller(entry: Entry, source: PushSource, mapping: Mapping, reading: Reading): Caller | null {
  const accountNode = scalarAt(mapping, "source_account");
  const account = accountNode === undefined ? null : readAccount(accountNode, reading);
  switch (source.kind) {
    case "arn": {
      const value = readArn(entry.value, { key: entry.key, of: source, wildcards: "some", reading });
      if (value === null) return null;
      const sourceAccount = account ?? (source.guard === "arn+account" ? accountOf(value.arn, reading) : null);
      if (accountNode !== undefined && account !== null) checkSameAccount(value.arn, account, accountNode, reading);
      checkBucketName(value.arn, entry.value.span, reading);
      return {
        name: value.name,
        principal: literal(source.principal),
        sourceArn: value.arn,
        sourceAccount,
        principalOrgId: null,
      };
    }
    case "account":
      if (accountNode !== undefined)
        refuseAccount(accountNode, "`source_account` is of service principals; here the principal is the guard", reading);
      return readPrincipal(entry, reading);
    case "organization":
      if (accountNode !== undefined)
        refuseAccount(accountNode, "`source_account` is of service principals; the organization is the guard", reading);
      return readOrganization(entry, reading);
    case "service":
      return readService(entry, mapping, account, reading);
  }
}

function refuseAccount(node: Scalar, message: string, reading: Reading): void {
  reading.diagnostics.push(error("argument-not-allowed", node.span, message, "remove the line"));
}

function readAccount(node: Scalar, reading: Reading): Reference | null {
  if (node.text === "self") return reading.home.account;
  const account = readText(node, reading, "argument");
  if (account !== null && isLiteral(account) && !/^\d{12}$/.test(account.text)) {
    reading.diagnostics.push(
      error("invalid-arn", node.span, `"${account.text}" is no account id`, "an account id has 12 digits"),
    );
    return null;
  }
  return account;
}

/** The account that the ARN names, else the stack's own. */
function accountOf(arn: Reference, reading: Reading): Reference {
  const account = splitArn(arn)?.[3];
  return account === undefined || textOf(account) === "" ? reading.home.account : account;
}

function checkSameAccount(arn: Reference, account: Reference, node: Scalar, reading: Reading): void {
  const named = outlineOf(arn)?.account ?? "";
  if (named === "" || hasHole(named) || !isLiteral(account) || named === account.text) return;
  reading.diagnostics.push(
    error(
      "argument-not-allowed",
      node.span,
      `the ARN names the account ${named}, so a call from ${account.text} never matches both`,
      "remove the line",
    ),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucketName(arn: Reference, span: Span, reading: Reading): void {
  const outline = outlineOf(arn);
  if (outline?.service !== "s3" || hasHole(outline.resource) || hasWildcard(outline.resource)) return;
  const problem = bucketNameProblem(outline.resource);
  if (problem !== null)
    reading.diagnostics.push(
      warning("invalid-bucket-name", span, `S3 gives no bucket the name "${outline.resource}" today: ${problem}`),
    );
}

/** Why S3 would not give a bucket this name today; null where it would. */
export function bucketNameProblem(name: string): string | null {
  if (name.length < 3 || name.length > 63) return "it has 3 to 63 characters";
  if (!/^[a-z0-9.-]+$/.test(name)) return "it takes small letters, digits, dots and hyphens";
  return /^[a-z0-9].*[a-z0-9]$/.test(name) && !name.includes("..")
    ? null
    : "it begins and ends with a letter or digit, without two dots in a row";
}
