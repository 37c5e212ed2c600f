import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { before, hasHole, isLiteral, literal, outlineOf, outlineText, withoutHoles } from "../../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../../iam/arn-parts.ts";
import { shorten } from "../../iam/shorten.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { ArnPushSource, PushSource } from "../../sources/source.ts";
import { scalarAt } from "../language/at-key.ts";
import { keysBeside } from "../language/language.ts";
import { isReason } from "../reason.ts";
import type { Account, PushEntry } from "../spec.ts";
import { suffixesOf } from "../together/claimed-addresses.ts";
import { partKeys } from "../values/arn-parts-value.ts";
import { readArn } from "../values/arn-value.ts";
import { nameLimits, readName, readQualifier } from "../values/names.ts";
import { entryKeys, entryNames, findSource, withoutMisplaced } from "../values/source-entry.ts";
import { checkSourceRegion } from "../values/source-region.ts";
import { readGuard, readReference, type Session } from "../values/value.ts";
import { entryOf, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import type { ReadCaller } from "./caller.ts";
import { readUrl } from "./function-url.ts";
import { readAccount, readInvoker, readSourceAccount, readToken } from "./guarded-caller.ts";
import { withPlacedArguments } from "./lifted-arguments.ts";
import { readOrganization, readPrincipal } from "./principal-caller.ts";
import { readService } from "./service-caller.ts";
import { readSubscription } from "./subscription.ts";

const kinds = {
  own: pushSources,
  other: pullSources,
  here: "push",
  there: "pull",
} as const;

/** Reads one entry of `push`; null after a mistake that leaves nothing to emit. */
export function readPush(node: Node, session: Session): PushEntry | null {
  const written = findSource(node, kinds, session);
  if (written === null) return null;
  const beside = keysBeside(written.source);
  const { source: of } = written;
  const found = of.kind === "arn" || of.kind === "role" ? withoutMisplaced(written, partKeys(of), beside, session) : written;
  entryKeys(found.mapping, found.entry, beside, session);
  const { mapping, entry, source } = withPlacedArguments(found, session);
  const qualifierNode = scalarAt(mapping, "qualifier");
  const qualifier = qualifierNode === undefined ? null : readQualifier(qualifierNode, session);
  const idNode = scalarAt(mapping, "statement_id");
  const givenId = idNode === undefined ? null : readName(idNode, nameLimits.statementId, session);
  const calling = readCaller(entry, source, mapping, session);
  if (calling === null) return null;
  const { known, caller, subscription } = calling;
  const made = source.kind === "role" && source.made !== undefined;
  // What is made is called by its own name; its expression may change, and the address stays.
  const name = made ? nameOfMade(scalarAt(mapping, "name")) : calling.name;
  const names = entryNames(mapping, entry, name, known, session);
  if (names === null) return null;
  // The suffix of a second permission must fit behind the id.
  const most = nameLimits.statementId.most - Math.max(0, ...suffixesOf({ source, caller }).map(({ length }) => length));
  if (givenId !== null && withoutHoles(outlineText(givenId)).length > most) {
    const message = `this entry makes two statements, so its statement id has at most ${most} characters`;
    session.diagnostics.push(error("invalid-name", idNode?.span ?? entry.keySpan, message, "shorten it"));
  }
  const expression = made && name === null ? (scalarAt(mapping, source.made.argument)?.text ?? "") : names.name;
  return {
    ...names,
    name: expression.includes("${") ? names.name : expression,
    source,
    caller,
    subscription,
    statementId: givenId ?? literal(shorten(names.label, most, "_")),
    ownId: idNode !== undefined,
    qualifier,
    key: entry.key,
  };
}

function nameOfMade(node: Scalar | undefined): string | null {
  const text = node?.text.replaceAll(/\$\{[^}]*\}/g, "").replace(/^[\W_]+|[\W_]+$/g, "") ?? "";
  return text === "" ? null : text;
}

function readCaller(entry: YamlEntry, source: PushSource, mapping: YamlMapping, session: Session): ReadCaller | null {
  const accountNode = scalarAt(mapping, "source_account");
  const account = accountNode === undefined ? null : readAccount(accountNode, session);
  const refuse = (message: string) => {
    if (accountNode !== undefined) refuseAccount(accountNode, message, session);
  };
  switch (source.kind) {
    case "arn":
      return readArnCaller(entry, source, mapping, account, session);
    case "role":
      return readInvoker(entry, source, mapping, session);
    case "token":
      refuse("a skill sends its token and no account");
      return readToken(entry, source, session);
    case "source-account":
      refuse(`the value of \`${entry.key}\` is the account`);
      return readSourceAccount(entry, session);
    case "url":
      refuse("a URL is called by principals, not by services");
      return readUrl(entry, mapping, session);
    case "account":
      refuse("`source_account` is of service principals; here the principal is the guard");
      return readPrincipal(entry, session);
    case "organization":
      refuse("`source_account` is of service principals; the organization is the guard");
      return readOrganization(entry, session);
    case "service":
      return readService(entry, mapping, account, session);
  }
}

function readArnCaller(
  entry: YamlEntry,
  source: ArnPushSource,
  mapping: YamlMapping,
  account: Account | null,
  session: Session,
): ReadCaller | null {
  const every = everyOf(entry, source, session);
  if (every !== null) return readEvery({ arn: every, account }, entry, source, mapping, session);
  const value = readArn(entry.value, { key: entry.key, of: source, wildcards: "some", session });
  const accountNode = scalarAt(mapping, "source_account");
  if (value !== null && accountNode !== undefined && account !== null) checkSameAccount(value.arn, account, accountNode, session);
  const found = value !== null && checkSourceRegion(source, value.arn, entry.value, session) ? value : null;
  const subscription = readSubscription(mapping, entry, source, found, session);
  if (found === null) return null;
  return { name: found.name, known: found.arn, caller: { kind: "arn", arn: found.arn, account }, subscription };
}

/** The ARN of all such things of one account and region, without what the service sends behind it; null for any other value. */
function everyOf({ value }: YamlEntry, { every, suffix }: ArnPushSource, session: Session): Reference | null {
  if (every === undefined || value.kind !== "text") return null;
  const read = readReference(value, { ...session, diagnostics: [] }, "argument");
  const [outline, expected] = [read === null ? null : outlineOf(read), outlineOf(literal(every.arn))];
  if (read === null || outline === null || outline.service !== expected?.service) return null;
  const isEvery = outline.resource === `${expected.resource}${suffix ?? ""}`;
  return !isEvery || [outline.partition, outline.region, outline.account].some(hasWildcard) ? null : before(read, suffix ?? "");
}

function readEvery(
  { arn, account }: { readonly arn: Reference; readonly account: Account | null },
  { key, value }: YamlEntry,
  source: ArnPushSource,
  mapping: YamlMapping,
  session: Session,
): ReadCaller | null {
  const outline = outlineOf(arn);
  const mistakes = outline === null ? [] : [...checkArnParts(outline, value.span, { region: true, account: true })];
  session.diagnostics.push(...mistakes);
  if (value.kind === "list" || value.kind === "mapping" || readGuard(value, session) === null) return null;
  if (mistakes.length > 0 || !checkSourceRegion(source, arn, value, session)) return null;
  const accountNode = scalarAt(mapping, "source_account");
  if (accountNode !== undefined && account !== null) checkSameAccount(arn, account, accountNode, session);
  if (!isReason(scalarAt(mapping, "why")?.text))
    session.diagnostics.push(error("missing-why", value.span, source.every?.message ?? "", source.every?.hint));
  const subscribe = entryOf(mapping, "subscribe");
  if (subscribe !== undefined) {
    const message = `\`subscribe\` connects one ${source.noun}, and \`${key}\` names every one`;
    session.diagnostics.push(
      error("argument-not-allowed", subscribe.keySpan, message, `remove the line; see ${source.every?.docs}`),
    );
  }
  return { name: null, known: literal(""), caller: { kind: "arn", arn, account }, subscription: null };
}

function refuseAccount(node: Scalar, message: string, session: Session): void {
  session.diagnostics.push(error("argument-not-allowed", node.span, message, "remove the line"));
}

function checkSameAccount(arn: Reference, given: Account, node: Scalar, session: Session): void {
  const account = given === "self" ? session.home.account : given;
  const named = outlineOf(arn)?.account ?? "";
  if (named === "" || hasHole(named) || !isLiteral(account) || named === account.text) return;
  session.diagnostics.push(
    error(
      "argument-not-allowed",
      node.span,
      `the ARN names the account ${named}, so a call from ${account.text} never matches both`,
      "remove the line",
    ),
  );
}
