import { addressOf } from "../../addresses.ts";
import type { PushEntry, Spec } from "../spec.ts";

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
  const role = [addressOf.role(of), addressOf.document(of), addressOf.trustDocument(of)];
  return [
    ...suffixesOf(entry).map((suffix) => addressOf.permission(`${own}${suffix}`)),
    ...(entry.caller.kind === "role" ? role : []),
    ...(entry.caller.kind === "url" ? [addressOf.url(own)] : []),
  ];
}

/** True where the source takes one role for all functions of the stack, which stands in stack.tf. */
export function sharesRole({ source }: Pick<PushEntry, "source">): boolean {
  return source.kind === "role" && source.oneRole;
}

/** The label of the role of a source that invokes with one. */
export function invokerLabel({ label }: Pick<Spec, "label">, entry: Pick<PushEntry, "source" | "label">): string {
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
