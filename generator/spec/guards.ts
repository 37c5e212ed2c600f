import { error } from "../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../grants.ts";
import { isLiteral, literal, outlineText, textOf } from "../iam/arn.ts";
import { namedBy } from "../iam/terraform-types.ts";
import type { PushSource, RolePushSource } from "../sources/source.ts";
import { fits } from "./arn-field.ts";
import { readArn } from "./arn-value.ts";
import { type Caller, caller, permission, wrongValue } from "./caller.ts";
import { nameOf } from "./label.ts";
import type { Entry, Mapping, Scalar } from "./node.ts";
import { argumentAt, isReference, type Reading, readGuard } from "./value.ts";
import { readWiring } from "./wiring.ts";

/** Callers whose guard is no ARN in a permission: a token, an account, the trust policy of a role. */

/** A skill: the token that it sends is the guard. */
export function readToken(
  entry: Entry,
  { principal, token: field }: Extract<PushSource, { kind: "token" }>,
  reading: Reading,
): Caller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, `the ${field.name}, such as amzn1.ask.skill.0b1c2d3e-…`, reading);
  const token = readGuard(node, reading);
  if (token === null) return null;
  if (token.kind !== "expression" && (/[*?]/.test(textOf(token)) || !fits(outlineText(token), field))) {
    const hint = `write ${field.shape?.words ?? field.takes.words}`;
    reading.diagnostics.push(
      error(
        "missing-guard",
        node.span,
        `"${textOf(token)}" is no ${field.name}, and without it any skill on earth could invoke the function`,
        hint,
      ),
    );
    return null;
  }
  return caller(nameOf(token).replace("amzn1.ask.skill.", ""), literal(""), [
    permission({ principal: literal(principal), eventSourceToken: token }),
  ]);
}

/** A service without an ARN to send: the account is the guard, `self` the stack's own. */
export function readSourceAccount(entry: Entry, principal: string, reading: Reading): Caller | null {
  const node = entry.value;
  if (node.kind !== "text" && node.kind !== "number") return wrongValue(entry, "an account id, or self", reading);
  const account = readAccount(node, reading);
  if (account === null) return null;
  return caller(node.text === "self" ? "self" : nameOf(account), literal(""), [
    permission({ principal: literal(principal), sourceAccount: account }),
  ]);
}

/** An account id, an expression that gives one, or `self`; null after a mistake. */
export function readAccount(node: Scalar, reading: Reading): Reference | null {
  if (node.text === "self") return reading.home.account;
  const account = readGuard(node, reading);
  const arn = account !== null && namedBy(account).kind === "type";
  if (account === null || (account.kind === "expression" && !arn) || (isLiteral(account) && /^\d{12}$/.test(account.text)))
    return account;
  const wild = /[*?]/.test(textOf(account)) && isLiteral(account);
  reading.diagnostics.push(
    error(
      wild ? "missing-guard" : "invalid-arn",
      node.span,
      `"${textOf(account)}" is ${arn ? "an ARN, not an account id" : "no account id"}`,
      "an account id has 12 digits",
    ),
  );
  return null;
}

/** A service that invokes through a role of its own: what it sends guards the role. */
export function readInvoker(entry: Entry, source: RolePushSource, mapping: Mapping, reading: Reading): Caller | null {
  const value = readArn(entry.value, { key: entry.key, of: source, wildcards: "some", reading });
  if (value === null) return null;
  const wiring = readWiring(mapping, entry, source, value, reading);
  const implied = (source.implied ?? []).flatMap(({ argument, actions, why }) => {
    const on = argumentAt(wiring?.arguments ?? [], argument);
    return isReference(on) ? [{ actions, on, why }] : [];
  });
  const conditions = guardOf(source, value.arn, reading);
  const invoker = { principal: source.principal, conditions, grants: source.grants, implied };
  return { ...caller(value.name, value.arn, []), invoker, wiring };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function guardOf({ sends }: RolePushSource, arn: Reference, { home }: Reading): readonly Condition[] | null {
  const equals = (variable: string): Condition => ({ operator: "StringEquals", variable, values: [home.account] });
  switch (sends) {
    case "account+arn":
      return [{ operator: "ArnLike", variable: "aws:SourceArn", values: [arn] }, equals("aws:SourceAccount")];
    case "account":
      return [equals("aws:SourceAccount")];
    case "external-id":
      return [equals("sts:ExternalId")];
    case "nothing":
      return null;
  }
}
