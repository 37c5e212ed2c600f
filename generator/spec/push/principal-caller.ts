import type { Code } from "../../diagnostics/codes.ts";
import { error, warning } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { isLiteral, outlineOf, partsOf, splitArn, textOf } from "../../iam/arn.ts";
import { checkArnParts, digitsOf, hasWildcard } from "../../iam/arn-parts.ts";
import { isOrganizationId } from "../../iam/forms.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { spokenName } from "../values/label.ts";
import { readGuard, type Session } from "../values/value.ts";
import type { YamlEntry } from "../yaml/yaml-node.ts";
import { type ReadCaller, wrongValue } from "./caller.ts";

/** Callers whose guard is who they are: an account, a role or user, an organization. */

function called(name: string, principal: Reference): ReadCaller {
  return { name, known: principal, caller: { kind: "principal", principal }, subscription: null };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html */
export function readPrincipal(entry: YamlEntry, session: Session): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "text" && node.kind !== "number")
    return wrongValue(entry, "an account id, or the ARN of a role or user", session);
  const principal = readGuard(node, session);
  if (principal === null) return null;
  const fail = (code: Code, message: string, hint = "write an account id, or arn:aws:iam::ACCOUNT:role/NAME") => {
    session.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  const whole = (account: Reference, name: string): ReadCaller => {
    const message = `everybody in the account ${textOf(account)} whom it allows may invoke the function`;
    session.diagnostics.push(
      warning("whole-account", node.span, message, "name the role that calls: arn:aws:iam::ACCOUNT:role/NAME"),
    );
    return called(name, principal);
  };
  const text = textOf(principal);
  if (partsOf(principal)[0]?.kind === "expression") {
    const named = namedBy(principal);
    const isCaller = named.kind === "type" && named.service === "iam" && ["role", "user"].includes(named.type.toLowerCase());
    if (named.kind === "not-an-arn" && named.attribute !== "account_id")
      return fail("resource-type-mismatch", `\`${text}\` is no ARN of a role or user`, "write ${aws_iam_role.NAME.arn}");
    if (named.kind === "type" && !isCaller)
      return fail(
        "resource-type-mismatch",
        `a caller is a role or a user; this is the ARN of a ${named.type}`,
        "write ${aws_iam_role.NAME.arn}",
      );
    return principal.kind === "expression"
      ? called(spokenName(principal), principal)
      : fail("invalid-arn", `"${text}" is no account id and no ARN`);
  }
  if (isLiteral(principal) && /^\d{12}$/.test(text)) return whole(principal, text);
  if (text === "*") return fail("missing-guard", '"*" would let anybody invoke the function');
  const outline = outlineOf(principal);
  if (outline === null)
    return /^[\d\s-]+$/.test(text)
      ? fail("invalid-arn", `"${text}" is no account id`, digitsOf(text))
      : fail("invalid-arn", `"${text}" is no account id and no ARN`);
  if (hasWildcard(text)) return fail("missing-guard", "a principal cannot hold a wildcard", "name the one role or user");
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: true })];
  session.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  const [, , , account, resource] = splitArn(principal) as [Reference, Reference, Reference, Reference, Reference];
  if (outline.service === "iam" && outline.resource === "root") return whole(account, spokenName(account));
  if (outline.service !== "iam" || !/^(role|user)\/./.test(outline.resource))
    return fail("resource-type-mismatch", "a caller is a role or a user");
  return called(spokenName(resource).split("/").slice(1).join("/"), principal);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function readOrganization(entry: YamlEntry, session: Session): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, "an organization's id, such as o-a1b2c3d4e5", session);
  const id = readGuard(node, session);
  if (id === null) return null;
  const [first] = partsOf(id);
  const known = isLiteral(id)
    ? isOrganizationId(id.text)
    : first?.kind === "expression"
      ? id.kind === "expression"
      : first?.text.startsWith("o-") === true && !hasWildcard(textOf(id));
  if (!known) {
    session.diagnostics.push(
      error(
        "invalid-name",
        node.span,
        `"${textOf(id)}" is no organization id`,
        "it begins with o- and has 10 to 32 small letters and digits",
      ),
    );
    return null;
  }
  return { name: spokenName(id), known: id, caller: { kind: "organization", organization: id }, subscription: null };
}
