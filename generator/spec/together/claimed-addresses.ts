import { addressOf } from "../../addresses.ts";
import type { Reference } from "../../grants.ts";
import type { PushEntry, Spec } from "../spec.ts";
import { labelPart, spokenName } from "../values/label.ts";

/** Terraform addresses that are made of a function's label and of what stands behind it, so that two could be one. */

/** The addresses that a function takes with its label alone. */
export function functionAddresses({ label, role }: Pick<Spec, "label" | "role">): readonly string[] {
  const own = role.existing === null ? [addressOf.role(label), addressOf.trustDocument(label)] : [];
  return [...own, addressOf.document(label)];
}

/** The addresses that an entry of `push` takes with its label behind the function's. */
export function pushAddresses(functionLabel: string, entry: PushEntry): readonly string[] {
  const own = `${functionLabel}_${entry.label}`;
  const of = invokerLabel({ label: functionLabel }, entry);
  const { caller } = entry;
  const made = caller.kind === "role" && caller.existing === null;
  const role = [addressOf.document(of), ...(made ? [addressOf.role(of), addressOf.trustDocument(of)] : [])];
  return [
    ...suffixesOf(entry).map((suffix) => addressOf.permission(`${own}${suffix}`)),
    ...(caller.kind === "role" ? role : []),
    ...(caller.kind === "url" ? [addressOf.url(own)] : []),
  ];
}

/** True where the source takes one role for all functions of the stack, which is made in stack.tf. */
export function sharesRole({ source, caller }: Pick<PushEntry, "source" | "caller">): boolean {
  return source.kind === "role" && source.oneRole && caller.kind === "role" && caller.existing === null;
}

/** The name of the role that the policy of an entry is attached to, where that is managed elsewhere. */
export function attachedTo({ caller }: Pick<PushEntry, "caller">): Reference | null {
  return caller.kind === "role" ? (caller.existing?.name ?? null) : null;
}

/** The label of the role of a source that invokes with one, or of what is attached to it. */
export function invokerLabel({ label }: Pick<Spec, "label">, entry: Pick<PushEntry, "source" | "caller" | "label">): string {
  const attached = attachedTo(entry);
  // What a function has of one role is one policy, however many entries ask for it.
  if (attached !== null) return `${label}_${labelPart(spokenName(attached))}`;
  return sharesRole(entry) ? entry.label : `${label}_${entry.label}`;
}

/** Whether the entry lets anybody call the function's URL. */
export function callsUrl({ source, caller }: Pick<PushEntry, "source" | "caller">): boolean {
  if (caller.kind === "url") return caller.authorization === "NONE" || caller.principal !== null;
  return source.kind === "arn" && source.throughUrl === true;
}

/** What stands behind the label and the statement id of each permission of an entry: a call of a URL takes two. */
export function suffixesOf(entry: Pick<PushEntry, "source" | "caller">): readonly string[] {
  if (callsUrl(entry)) return ["", "_invoke"];
  return entry.caller.kind === "url" || entry.caller.kind === "role" ? [] : [""];
}
