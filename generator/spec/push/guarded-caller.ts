import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { isLiteral, outlineOf, outlineText, textOf } from "../../iam/arn.ts";
import { accountInPieces } from "../../iam/arn-parts.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import type { PushSource, RolePushSource } from "../../sources/source.ts";
import { readExistingRole } from "../existing-role.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import type { Account } from "../spec.ts";
import { fits } from "../values/arn-field.ts";
import { readArn } from "../values/arn-value.ts";
import { entryAt, pathAsWritten } from "../values/check-arguments.ts";
import { spokenName } from "../values/label.ts";
import { checkScoping } from "../values/scoping.ts";
import { readTarget } from "../values/target-value.ts";
import { readGuard, type Session } from "../values/value.ts";
import type { Scalar, YamlEntry, YamlMapping } from "../yaml/yaml-node.ts";
import { callerNamed, type ReadCaller, wrongValue } from "./caller.ts";
import { readSubscription } from "./subscription.ts";

/** Callers whose guard is no ARN in a permission: a token, an account, the trust policy of a role. */

/** A skill: the token that it sends is the guard. */
export function readToken(
  entry: YamlEntry,
  { token: field }: Extract<PushSource, { kind: "token" }>,
  session: Session,
): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, `the ${field.name}, such as amzn1.ask.skill.0b1c2d3e-…`, session);
  const token = readGuard(node, session);
  if (token === null) return null;
  if (token.kind !== "expression" && (/[*?]/.test(textOf(token)) || !fits(outlineText(token), field))) {
    const hint = `write ${field.shape?.words ?? field.takes.words}`;
    session.diagnostics.push(
      error(
        "missing-guard",
        node.span,
        `"${textOf(token)}" is no ${field.name}, and without it any skill on earth could invoke the function`,
        hint,
      ),
    );
    return null;
  }
  return callerNamed(spokenName(token).replace("amzn1.ask.skill.", ""), { kind: "token", token });
}

/** A service without an ARN to send: the account is the guard, `self` the stack's own. */
export function readSourceAccount(entry: YamlEntry, session: Session): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "text" && node.kind !== "number") return wrongValue(entry, "an account id, or self", session);
  const account = readAccount(node, session);
  if (account === null) return null;
  return callerNamed(account === "self" ? account : spokenName(account), { kind: "account", account });
}

/** An account id, an expression that gives one, or `self`; null after a mistake. */
export function readAccount(node: Scalar, session: Session): Account | null {
  if (node.text === "self") return node.text;
  const account = readGuard(node, session);
  const arn = account !== null && namedBy(account).kind === "type";
  if (account === null || (account.kind === "expression" && !arn) || (isLiteral(account) && /^\d{12}$/.test(account.text)))
    return account;
  if (!arn && account.kind === "join") {
    session.diagnostics.push(error("invalid-arn", node.span, accountInPieces.message, accountInPieces.hint));
    return null;
  }
  const wild = /[*?]/.test(textOf(account)) && isLiteral(account);
  session.diagnostics.push(
    error(
      wild ? "missing-guard" : "invalid-arn",
      node.span,
      `"${textOf(account)}" is ${arn ? "an ARN, not an account id" : "no account id"}`,
      "an account id has 12 digits",
    ),
  );
  return null;
}

/** A service that invokes through a role of its own. */
export function readInvoker(entry: YamlEntry, source: RolePushSource, mapping: YamlMapping, session: Session): ReadCaller | null {
  const key = source.made?.within ?? entry.key;
  const node = scalarAt(mappingAt(mapping, "role"), "existing");
  const existing = node === undefined ? null : readExistingRole(node, session);
  // Of a role that is there, no trust waits for the source.
  const of = node === undefined ? source : { ...source, refusedTypes: {} };
  const value = readArn(entry.value, { key, of, wildcards: "some", session });
  const found = value === null || isElsewhere(value.arn, source, entry, session) ? null : value;
  const subscription = readSubscription(mapping, entry, source, found, session);
  if (found === null) return null;
  if (subscription !== null) {
    const implied = source.implied ?? [];
    for (const { argument, on } of implied) {
      const node = entryAt(mapping, argument)?.value;
      if (node !== undefined) readTarget(node, pathAsWritten(mapping, argument), on, session);
    }
    checkScoping(
      mapping,
      implied.map(({ argument }) => argument),
      session,
    );
  }
  if (node !== undefined && existing === null) return null;
  return { name: found.name, known: found.arn, caller: { kind: "role", arn: found.arn, existing }, subscription };
}

/**
 * A source that is known to lie in another account: its service is given roles of that account alone, and sends nothing that the
 * guard of one in this account waits for. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function isElsewhere(arn: Reference, { noun }: RolePushSource, { value }: YamlEntry, { home, diagnostics }: Session): boolean {
  const account = outlineOf(arn)?.account ?? "";
  if (!/^\d{12}$/.test(account) || !isLiteral(home.account) || home.account.text === account) return false;
  const message = `this ${noun} lies in the account ${account}, and invokes with a role of that account alone; one of ${home.account.text} would never be used`;
  const hint = `let their role call: write account: arn:aws:iam::${account}:role/NAME`;
  diagnostics.push(error("impossible-condition", value.span, message, hint));
  return true;
}
