import { error, type Span, warning } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { isLiteral, literal, outlineOf, splitArn, textOf } from "../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../iam/arn-parts.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import { nameOf } from "./label.ts";
import { describe, type Entry, type Mapping } from "./node.ts";
import { scalarAt } from "./shape.ts";
import type { PushEntry } from "./spec.ts";
import { type Reading, readText } from "./value.ts";

/** Callers that are known by something else than a source's ARN: an account or role, an organization, a service. */

/** Who an entry lets in, and under which guard. */
export type Caller = Pick<PushEntry, "name" | "principal" | "sourceArn" | "sourceAccount" | "principalOrgId">;

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html */
export function readPrincipal(entry: Entry, reading: Reading): Caller | null {
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
export function readOrganization(entry: Entry, reading: Reading): Caller | null {
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

export function readService(entry: Entry, mapping: Mapping, account: Reference | null, reading: Reading): Caller | null {
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
