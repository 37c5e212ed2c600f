import { error, isError } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { fillArn, isLiteral, outlineOf, partsOf, textOf } from "../../iam/arn.ts";
import { checkArnParts, digitsOf, hasWildcard } from "../../iam/arn-parts.ts";
import { judgeTrustConditions } from "../../iam/conditions/conditions.ts";
import { isOrganizationId } from "../../iam/forms.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { compareText, onceInOrder } from "../../text-order.ts";
import { conditionsAsWritten, conditionsInOrder, readConditions, repeatedConditions } from "../function/condition-block.ts";
import { listAt, mappingAt, scalarAt, someAt } from "../language/at-key.ts";
import type { TrustedPrincipal } from "../spec.ts";
import { readGuard, type Session } from "../values/value.ts";
import { entryOf, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";

/**
 * `principals` of a role: roles, users and accounts that may assume it beside Lambda, each with what keeps all others out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** Reads the list; entries with a mistake are reported and left out. */
export function readPrincipals(mapping: YamlMapping | undefined, session: Session): readonly TrustedPrincipal[] {
  const read = (listAt(mapping, "principals")?.items ?? []).flatMap((item) =>
    item.kind === "mapping" ? (readPrincipal(item, session) ?? []) : [],
  );
  const seen = new Set<string>();
  return read
    .filter(({ why: _, span, ...said }) => {
      const key = JSON.stringify(said);
      if (seen.has(key)) session.diagnostics.push(error("duplicate-key", span, "this principal stands here twice", "remove one"));
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => compareText(JSON.stringify(a.principal), JSON.stringify(b.principal)));
}

function readPrincipal(mapping: YamlMapping, session: Session): TrustedPrincipal | null {
  const before = session.diagnostics.length;
  const node = scalarAt(mapping, "account");
  const named = node === undefined ? null : readAccount(node, session);
  const externalId = readExternalId(scalarAt(mapping, "external_id"), session);
  const organization = readOrganization(scalarAt(mapping, "organization"), session);
  const roles = someAt(mapping, "roles").flatMap((scalar) => readCallingRole(scalar, named, session) ?? []);
  const asked = readConditions(mappingAt(mapping, "conditions"), session);
  const { conditions, diagnostics } = judgeTrustConditions(asked);
  session.diagnostics.push(...repeatedConditions(asked), ...diagnostics);
  for (const { operator, variable } of asked) {
    const key = guardKeys[`${operator.value} ${variable.value}`.toLowerCase()];
    if (key === undefined || entryOf(mapping, key) === undefined) continue;
    const message = `\`${key}\` says this already, and both together would let more through`;
    session.diagnostics.push(error("duplicate-key", variable.span, message, "keep one of them"));
  }
  if (node === undefined || named === null) return null;
  const guards = ["external_id", "organization", "roles"].filter((key) => entryOf(mapping, key) !== undefined);
  if (named.kind === "account" && guards.length === 0) {
    const message = "everybody in this account whom it allows could assume the role";
    const hint = "name the role that does: arn:aws:iam::ACCOUNT:role/NAME; or add `external_id`, `organization` or `roles`";
    session.diagnostics.push(error("missing-guard", node.span, message, hint));
    return null;
  }
  // What a mistake left out is no guard that others are compared with.
  if (session.diagnostics.slice(before).some(isError)) return null;
  return {
    principal: named.principal,
    kind: named.kind,
    externalId,
    organization,
    roles: onceInOrder(roles, textOf),
    conditions: conditionsInOrder(conditions),
    asked: conditionsAsWritten(asked),
    why: scalarAt(mapping, "why")?.text ?? null,
    span: node.span,
  };
}

/** What the keys of an entry become, so that no condition says it a second time. */
const guardKeys: Readonly<Record<string, string>> = {
  "stringequals sts:externalid": "external_id",
  "stringequals aws:principalorgid": "organization",
  "arnlike aws:principalarn": "roles",
};

type Named = Pick<TrustedPrincipal, "principal" | "kind">;

function readAccount(node: Scalar, session: Session): Named | null {
  const root = (account: Reference): Named => ({
    principal: fillArn("arn:${Partition}:iam::${Account}:root", { ...session.home, account }, {}),
    kind: "account",
  });
  if (node.text === "self") return root(session.home.account);
  const principal = readGuard(node, session);
  if (principal === null) return null;
  const text = textOf(principal);
  const fail = (
    code: "missing-guard" | "invalid-arn" | "resource-type-mismatch",
    message: string,
    hint = "write an account id, or arn:aws:iam::ACCOUNT:role/NAME",
  ) => {
    session.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  if (principal.kind === "expression") {
    const named = namedBy(principal);
    if (named.kind === "not-an-arn")
      return named.attribute === "account_id" ? root(principal) : fail("resource-type-mismatch", `\`${text}\` is no ARN`);
    if (named.kind !== "type") return { principal, kind: "unknown" };
    const isCaller = named.service === "iam" && ["role", "user"].includes(named.type.toLowerCase());
    return isCaller && named.rest === ""
      ? { principal, kind: "caller" }
      : fail("resource-type-mismatch", `who assumes a role is a role or a user; this is the ARN of a ${named.type}`);
  }
  if (isLiteral(principal) && /^\d{12}$/.test(text)) return root(principal);
  if (text === "*") return fail("missing-guard", '"*" would let anybody assume the role');
  const outline = outlineOf(principal);
  if (/^[\d\s-]+$/.test(text)) return fail("invalid-arn", `"${text}" is no account id`, digitsOf(text));
  if (outline === null || partsOf(principal)[0]?.kind === "expression")
    return fail("invalid-arn", `"${text}" is no account id and no ARN`);
  if (hasWildcard(text)) return fail("missing-guard", "a principal cannot hold a wildcard");
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: true })];
  session.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  if (outline.service === "iam" && outline.resource === "root") return { principal, kind: "account" };
  return outline.service === "iam" && /^(role|user)\/./.test(outline.resource)
    ? { principal, kind: "caller" }
    : fail("resource-type-mismatch", "who assumes a role is a role or a user");
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function readExternalId(node: Scalar | undefined, session: Session): Reference | null {
  const id = node === undefined ? null : readGuard(node, session);
  if (node === undefined || id === null || !isLiteral(id)) return id;
  if (/^[\w+=,.@:/-]{2,1224}$/.test(id.text)) return id;
  const message = "an external id has 2 to 1224 letters, digits and + = , . @ : / - _";
  session.diagnostics.push(error("invalid-name", node.span, message));
  return null;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
function readOrganization(node: Scalar | undefined, session: Session): Reference | null {
  const id = node === undefined ? null : readGuard(node, session);
  if (node === undefined || id === null || id.kind === "expression") return id;
  if (isLiteral(id) && isOrganizationId(id.text)) return id;
  const hint = "it begins with o- and has 10 to 32 small letters and digits";
  session.diagnostics.push(error("invalid-name", node.span, `"${textOf(id)}" is no organization id`, hint));
  return null;
}

/** Roles of the account, by ARNs that may hold wildcards behind some of their name: those of IAM Identity Center do. */
function readCallingRole(node: Scalar, of: Named | null, session: Session): Reference | null {
  const arn = readGuard(node, session);
  if (arn === null) return null;
  const fail = (code: "missing-guard" | "invalid-arn" | "resource-type-mismatch", message: string) => {
    const hint = "write arn:aws:iam::ACCOUNT:role/NAME, with wildcards behind some of the name alone";
    session.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  if (of?.kind === "caller") return fail("resource-type-mismatch", "`roles` are those of an account, and this names one caller");
  if (arn.kind === "expression") {
    const named = namedBy(arn);
    return named.kind === "unknown" || (named.kind === "type" && named.service === "iam" && named.type.toLowerCase() === "role")
      ? arn
      : fail("resource-type-mismatch", `\`${textOf(arn)}\` is no ARN of a role`);
  }
  const outline = outlineOf(arn);
  if (outline === null || partsOf(arn)[0]?.kind === "expression") return fail("invalid-arn", `"${textOf(arn)}" is no ARN`);
  if (outline.service !== "iam" || !outline.resource.startsWith("role/"))
    return fail("resource-type-mismatch", "this is no ARN of a role");
  if (/^role\/[*?/]*$/.test(outline.resource) || hasWildcard(outline.account) || hasWildcard(outline.partition))
    return fail("missing-guard", "this is every role there is");
  const account = of === null ? "" : (outlineOf(of.principal)?.account ?? "");
  if ([account, outline.account].every((id) => /^\d{12}$/.test(id)) && account !== outline.account)
    return fail("resource-type-mismatch", `this role is of another account than ${account}`);
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: true })];
  session.diagnostics.push(...mistakes);
  return mistakes.length > 0 ? null : arn;
}
