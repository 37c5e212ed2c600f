import { error, type Span, warning } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, splitArn, textOf } from "../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../iam/arn-parts.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import type { PushSource } from "../sources/source.ts";
import { type EntryNames, entryKeys, entryNames, findSource } from "./entry.ts";
import { nameOf } from "./label.ts";
import { laterPullKinds, laterPushKinds, pushEntryKeys, serviceEntryKeys } from "./language.ts";
import { nameRules, readLiteralName, readName } from "./names.ts";
import { describe, type Entry, type Mapping, type Node, type Scalar } from "./node.ts";
import { scalarAt } from "./shape.ts";
import { readSource } from "./source-value.ts";
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

/** Who an entry lets in, and under which guard. */
type Caller = Pick<PushEntry, "name" | "principal" | "sourceArn" | "sourceAccount" | "principalOrgId">;

/** Reads one entry of `push`; null after a mistake that leaves nothing to emit. */
export function readPush(node: Node, reading: Reading): PushEntry | null {
  const found = findSource(node, kinds, reading);
  if (found === null) return null;
  const { mapping, entry, source } = found;
  entryKeys(mapping, entry, source.kind === "service" ? serviceEntryKeys : pushEntryKeys, reading);
  const caller = readCaller(entry, source, mapping, reading);
  const qualifierNode = scalarAt(mapping, "qualifier");
  const qualifier = qualifierNode === undefined ? null : readName(qualifierNode, nameRules.alias, reading);
  if (qualifierNode?.text === "$LATEST") {
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        qualifierNode.span,
        "AWS keeps no resource policy for $LATEST",
        "leave the qualifier out, or name an alias",
      ),
    );
  }
  if (caller === null) return null;
  const names = entryNames(mapping, entry, caller.name, caller.sourceArn ?? caller.principal, reading);
  return names === null ? null : { ...caller, ...names, ...statementId(mapping, names, reading), qualifier, key: entry.key };
}

function statementId(mapping: Mapping, names: EntryNames, reading: Reading): { readonly statementId: string } {
  const node = scalarAt(mapping, "statement_id");
  return {
    statementId: (node === undefined ? null : readLiteralName(node, nameRules.statementId, reading)) ?? shortened(names.label),
  };
}

/** A label may be longer than a statement id; what is cut off still counts. */
function shortened(label: string): string {
  if (label.length <= nameRules.statementId.most) return label;
  let hash = 2_166_136_261;
  for (const character of label) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return `${label.slice(0, nameRules.statementId.most - 9)}_${hash.toString(16).padStart(8, "0")}`;
}

function readCaller(entry: Entry, source: PushSource, mapping: Mapping, reading: Reading): Caller | null {
  const accountNode = scalarAt(mapping, "source_account");
  const account = accountNode === undefined ? null : readAccount(accountNode, reading);
  switch (source.kind) {
    case "arn": {
      const value = readSource(entry.value, entry.key, source, reading);
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
      error(
        "invalid-arn",
        node.span,
        `"${account.text}" is no account id`,
        "an account id has 12 digits; put quotes around one that begins with 0",
      ),
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

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html */
function readPrincipal(entry: Entry, reading: Reading): Caller | null {
  const node = entry.value;
  const principal = node.kind === "text" || node.kind === "number" ? readText(node, reading, "argument") : null;
  const caller = (): Caller | null =>
    principal === null
      ? null
      : { name: nameOf(principal), principal, sourceArn: null, sourceAccount: null, principalOrgId: null };
  if (node.kind !== "text" && node.kind !== "number")
    return wrongValue(entry, "an account id, or the ARN of a role or user", reading);
  if (principal === null || principal.kind === "expression") return caller();
  const whole = (id: string): Caller | null => {
    reading.diagnostics.push(
      warning(
        "whole-account",
        node.span,
        `everybody in the account ${id} whom it allows may invoke the function`,
        "name the role that calls: arn:aws:iam::ACCOUNT:role/NAME",
      ),
    );
    return caller();
  };
  const text = textOf(principal);
  if (isLiteral(principal) && /^\d{12}$/.test(text)) return whole(text);
  const outline = outlineOf(principal);
  const fail = (
    code: "invalid-arn" | "missing-guard" | "resource-type-mismatch",
    message: string,
    hint = "write an account id, or arn:aws:iam::ACCOUNT:role/NAME",
  ) => {
    reading.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  if (text === "*") return fail("missing-guard", '"*" would let anybody invoke the function');
  if (outline === null)
    return fail(
      "invalid-arn",
      /^\d+$/.test(text) ? `an account id has 12 digits, "${text}" has ${text.length}` : `"${text}" is no account id and no ARN`,
    );
  if (hasWildcard(text)) return fail("missing-guard", "a principal cannot hold a wildcard", "name the one role or user");
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: true })];
  reading.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  if (outline.service === "iam" && outline.resource === "root") return whole(outline.account);
  if (outline.service !== "iam" || !/^(role|user)\/./.test(outline.resource))
    return fail("resource-type-mismatch", "a caller is a role or a user");
  const resource = splitArn(principal)?.at(-1) ?? principal;
  return {
    name: nameOf(resource).split("/").slice(1).join("/"),
    principal,
    sourceArn: null,
    sourceAccount: null,
    principalOrgId: null,
  };
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
function readOrganization(entry: Entry, reading: Reading): Caller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, "an organization's id, such as o-a1b2c3d4e5", reading);
  const id = readText(node, reading, "argument");
  if (id === null) return null;
  if (id.kind !== "expression" && !/^o-[a-z0-9]{10,32}$/.test(textOf(id))) {
    reading.diagnostics.push(
      error(
        "invalid-name",
        node.span,
        `"${textOf(id)}" is no organization id`,
        "it begins with o- and has 10 to 32 small letters and digits",
      ),
    );
    return null;
  }
  return { name: nameOf(id), principal: literal("*"), sourceArn: null, sourceAccount: null, principalOrgId: id };
}

function readService(entry: Entry, mapping: Mapping, account: Reference | null, reading: Reading): Caller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, "a service principal, such as newthing.amazonaws.com", reading);
  const fail = (
    code: "invalid-name" | "wrong-direction" | "argument-not-allowed" | "missing-guard" | "invalid-arn",
    span: Span,
    message: string,
    hint: string,
  ) => {
    reading.diagnostics.push(error(code, span, message, hint));
    return null;
  };
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.com(\.cn)?$/.test(node.text)) {
    return fail(
      "invalid-name",
      node.span,
      `"${node.text}" is no service principal`,
      "write it as AWS does: newthing.amazonaws.com",
    );
  }
  const own = Object.entries(pushSources).find(([, source]) => source.kind === "arn" && source.principal === node.text);
  if (own !== undefined)
    return fail(
      "argument-not-allowed",
      node.span,
      `${node.text} has a key of its own, which checks more`,
      `write \`${own[0]}: …\``,
    );
  const pulled = Object.keys(pullSources).find((key) => node.text === `${key}.amazonaws.com`);
  if (pulled !== undefined)
    return fail(
      "wrong-direction",
      node.span,
      `${pulled} does not invoke a function: Lambda polls it`,
      `write \`${pulled}: …\` under \`pull:\``,
    );
  const arnNode = scalarAt(mapping, "source_arn");
  const arn = arnNode === undefined ? null : readText(arnNode, reading, "argument");
  if (arnNode === undefined && account === null && scalarAt(mapping, "source_account") === undefined) {
    return fail(
      "missing-guard",
      entry.keySpan,
      `without a guard, anybody's ${node.text} could invoke the function`,
      "give `source_arn`, `source_account: self`, or both",
    );
  }
  if (arnNode !== undefined && arn !== null) {
    const outline = outlineOf(arn);
    if (outline === null && arn.kind === "literal")
      return fail(
        "invalid-arn",
        arnNode.span,
        `"${arn.text}" is no ARN`,
        "write it whole: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE",
      );
    const mistakes = outline === null ? [] : [...checkArnParts(outline, arnNode.span, { region: null, account: null })];
    reading.diagnostics.push(...mistakes);
    if (mistakes.length > 0) return null;
    const open =
      outline !== null &&
      (outline.account === "" || hasWildcard(outline.account) || hasWildcard(outline.service)) &&
      account === null;
    if (open)
      return fail(
        "missing-guard",
        arnNode.span,
        "this ARN names no account, so anybody's would match",
        "give `source_account` too",
      );
  }
  if (arn === null && account === null) return null;
  const name =
    arn === null
      ? node.text.replace(/\.amazon(aws)?\.com(\.cn)?$/, "")
      : `${node.text.split(".")[0]}/${nameOf(splitArn(arn)?.at(-1) ?? arn)}`;
  return { name, principal: literal(node.text), sourceArn: arn, sourceAccount: account, principalOrgId: null };
}

function wrongValue(entry: Entry, takes: string, reading: Reading): null {
  reading.diagnostics.push(
    error("wrong-type", entry.value.span, `\`${entry.key}\` takes ${takes}, not ${describe(entry.value)}`),
  );
  return null;
}
