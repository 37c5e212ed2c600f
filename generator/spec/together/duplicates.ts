import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { splitArn, textOf } from "../../iam/arn.ts";
import type { ReadActions } from "../function/action-entry.ts";
import type { ActionEntry, Caller, PullEntry, PushEntry, Spec } from "../spec.ts";
import { attachedTo, callsUrl, functionAddresses, pushAddresses, suffixesOf } from "./claimed-addresses.ts";

/** Two things of one function that AWS or Terraform would take for one; `self` is the stack's own account. */
export function* findDuplicates(
  push: readonly PushEntry[],
  pull: readonly PullEntry[],
  actions: readonly ReadActions[],
  self: Reference,
): Generator<Diagnostic> {
  const told = [...permissionsTwice(push, self)];
  for (const [entry, first] of told) {
    const message = `this is the same permission twice: the entry on line ${first.span.line} lets the same in, under the same guard`;
    yield error("duplicate-connection", entry.span, message, "remove one of them");
  }
  // A label would make two permissions of it.
  yield* duplicateLabels(
    push.filter((entry) => !told.some(([twice]) => twice === entry)),
    "push",
  );
  yield* duplicateLabels(pull, "pull");
  const ids = new Map<string, PushEntry>();
  for (const entry of push) {
    for (const suffix of suffixesOf(entry)) {
      const id = `${textOf(entry.statementId)}${suffix}`;
      // A statement id is unique within the policy of one qualifier.
      const key = JSON.stringify([id, entry.qualifier === null ? null : textOf(entry.qualifier)]);
      const first = ids.get(key);
      if (first === undefined) ids.set(key, entry);
      // Ids that follow the labels clash where the addresses do, which is told already.
      else if ((entry.ownId || first.ownId) && first.label !== entry.label) {
        yield duplicateId("statement id", id, entry.span, first.span);
        break;
      }
    }
  }
  const sids = new Map<string, ActionEntry>();
  for (const { entry, sids: own } of actions) {
    for (const sid of own) {
      const first = sids.get(sid);
      if (first === undefined) sids.set(sid, entry);
      else yield duplicateId("Sid", sid, entry.span, first.span);
    }
  }
}

/** Entries that would make a permission that an earlier one makes; two resources by which one source calls share it. */
function* permissionsTwice(push: readonly PushEntry[], self: Reference): Generator<readonly [PushEntry, PushEntry]> {
  const seen = new Map<string, PushEntry>();
  for (const entry of push) {
    const { source, caller, qualifier, subscription } = entry;
    if (caller.kind === "role" || caller.kind === "url") continue;
    const [principal, sent] = ["principal" in source ? source.principal : "", source.kind === "arn" ? source.suffix : ""];
    const key = JSON.stringify([principal, sent, callsUrl(entry), asStored(entry, self), qualifier]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else if (first.subscription === null || subscription === null) yield [entry, first];
  }
}

/**
 * A caller as Lambda's policy has it: an account is one account, however it is written.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
function asStored({ source, caller }: PushEntry, self: Reference): Caller {
  switch (caller.kind) {
    case "principal": {
      const [, service, , account, resource] = splitArn(caller.principal) ?? [];
      const isRoot = service !== undefined && textOf(service) === "iam" && resource !== undefined && textOf(resource) === "root";
      return isRoot && account !== undefined ? { ...caller, principal: account } : caller;
    }
    case "arn": {
      const named = splitArn(caller.arn)?.[3];
      const owner = named === undefined || textOf(named) === "" ? self : named;
      const unsaid = source.kind === "arn" && source.guard === "arn+account" ? owner : null;
      return { ...caller, account: caller.account === "self" ? self : (caller.account ?? unsaid) };
    }
    case "account":
    case "service":
      return caller.account === "self" ? { ...caller, account: self } : caller;
    case "token":
    case "organization":
    case "role":
    case "url":
      return caller;
  }
}

/** Entries of `push` whose labels differ, and whose addresses meet all the same: `b` with its trust policy, and `b-trust`. */
export function* findAddressClashes(of: Pick<Spec, "label" | "role" | "push">): Generator<Diagnostic> {
  const seen = new Map<string, PushEntry | null>(functionAddresses(of).map((address) => [address, null]));
  for (const entry of of.push) {
    for (const address of pushAddresses(of.label, entry)) {
      const first = seen.get(address);
      if (first === undefined) seen.set(address, entry);
      else if (first?.label !== entry.label && !sharesAttached(first, entry)) {
        const other = first === null ? "the function itself" : `the entry on line ${first.span.line}`;
        const message = `${other} has the Terraform address ${address} already`;
        yield error("duplicate-label", entry.span, message, "give the entry another `label`");
        break;
      }
    }
  }
}

/** Whether both ask something of one role that is managed elsewhere. */
function sharesAttached(first: PushEntry | null, entry: PushEntry): boolean {
  const [one, other] = [first === null ? null : attachedTo(first), attachedTo(entry)];
  return one !== null && other !== null && textOf(one) === textOf(other);
}

/** Entries of one list that would have one Terraform label. */
export function* duplicateLabels(
  entries: readonly { readonly label: string; readonly span: Span }[],
  of: string,
): Generator<Diagnostic> {
  const seen = new Map<string, Span>();
  for (const { label, span } of entries) {
    const first = seen.get(label);
    if (first === undefined) seen.set(label, span);
    else {
      const message = `two entries of \`${of}\` would have the Terraform label ${label} (the other is on line ${first.line})`;
      const hint =
        of === "pull" ? "remove one; where they are two sources, give one a `label`" : "give one of them a `label`, or remove it";
      yield error("duplicate-label", span, message, hint);
    }
  }
}

function duplicateId(what: string, id: string, span: Span, first: Span): Diagnostic {
  return error(
    "duplicate-statement-id",
    span,
    `two statements would have the ${what} ${id} (the other is on line ${first.line})`,
    "AWS takes each once; give another",
  );
}
