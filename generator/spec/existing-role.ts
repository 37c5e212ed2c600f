import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { areApart, fillArn, type Home, join, literal, type Outline, outlineOf, partsOf, splitArn, textOf } from "../iam/arn.ts";
import { checkArnParts, crossing, hasWildcard } from "../iam/arn-parts.ts";
import type { ExistingRole } from "./spec.ts";
import { nameLimits, readName } from "./values/names.ts";
import { readReference, type Session } from "./values/value.ts";
import type { Scalar } from "./yaml/yaml-node.ts";

/** Reads a role that is managed elsewhere, by name, ARN or expression; null after a mistake. */
export function readExistingRole(node: Scalar, session: Session): ExistingRole | null {
  const value = readReference(node, session, "argument");
  if (value === null) return null;
  const composed = (name: Reference) => ({
    name,
    arn: fillArn("arn:${Partition}:iam::${Account}:role/${RoleName}", session.home, { RoleName: name }),
  });
  if (value.kind === "expression") {
    const resource = /^((?:data\.)?aws_iam_role\.[^.]+)\.(\w+)$/.exec(value.code);
    if (resource === null) {
      if (!/arn$/i.test(value.code)) return composed(value);
      session.diagnostics.push(
        error(
          "invalid-arn",
          node.span,
          "a policy is attached by the role's name, and nobody can tell the name from this ARN",
          "write an expression that gives the name",
        ),
      );
      return null;
    }
    const attribute = (name: string): Reference => ({ kind: "expression", code: `${resource[1]}.${name}` });
    return { name: attribute("name"), arn: attribute("arn") };
  }
  if (!textOf(value).startsWith("arn:")) {
    const name = readName(node, nameLimits.role, session);
    return name === null ? null : composed(name);
  }
  const outline = outlineOf(value);
  const name = behindPath(splitArn(value)?.at(-1) ?? literal(""));
  if (
    outline?.service !== "iam" ||
    !outline.resource.startsWith("role/") ||
    textOf(name) === "" ||
    !partsOf(name).every((part) => part.kind === "expression" || /^[\w+=,.@-]*$/.test(part.text)) ||
    hasWildcard(outline.resource) ||
    hasWildcard(outline.account)
  ) {
    session.diagnostics.push(
      error(
        "resource-type-mismatch",
        node.span,
        "`existing` names a role",
        "write arn:aws:iam::ACCOUNT:role/NAME or the role's name",
      ),
    );
    return null;
  }
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: true })];
  session.diagnostics.push(...mistakes, ...elsewhere(outline, node.span, session.home));
  return mistakes.length > 0 ? null : { name, arn: value };
}

/** A service is passed roles of its own account alone: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function* elsewhere({ partition, account }: Outline, span: Span, home: Home): Generator<Diagnostic> {
  const abroad = crossing(partition, home);
  if (abroad !== null) yield error("invalid-arn", span, abroad, `write arn:${textOf(home.partition)}:…`);
  else if (/^\d{12}$/.test(account) && areApart(literal(account), home.account))
    yield error(
      "resource-type-mismatch",
      span,
      `this role is of the account ${account}, and the stack lies in ${textOf(home.account)}: a service takes roles of its own account alone`,
      "name a role of the stack's account; that one may assume a role of another",
    );
}

/** What stands behind the last slash that is written, expressions and all. */
function behindPath(resource: Reference): Reference {
  const parts = partsOf(resource);
  const at = parts.findLastIndex((part) => part.kind === "literal" && part.text.includes("/"));
  const last = parts[at];
  const begin = last?.kind === "literal" ? last.text.slice(last.text.lastIndexOf("/") + 1) : "";
  return join(begin, ...parts.slice(at + 1));
}
