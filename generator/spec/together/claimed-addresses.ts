import type { PushEntry, Spec } from "../spec.ts";

/** Terraform addresses that are made of a function's label and of what stands behind it, so that two could be one. */

/** The addresses that a function takes with its label alone. */
export function functionAddresses({ label, role }: Pick<Spec, "label" | "role">): readonly string[] {
  const own = role.existing === null ? [`aws_iam_role.${label}`, `data.aws_iam_policy_document.${label}_trust`] : [];
  return [...own, `data.aws_iam_policy_document.${label}`];
}

/** The addresses that an entry of `push` takes with its label behind the function's. */
export function pushAddresses(functionLabel: string, entry: PushEntry): readonly string[] {
  const own = `${functionLabel}_${entry.label}`;
  const role = [`aws_iam_role.${own}`, `data.aws_iam_policy_document.${own}`, `data.aws_iam_policy_document.${own}_trust`];
  return [
    ...suffixesOf(entry).map((suffix) => `aws_lambda_permission.${own}${suffix}`),
    ...(entry.caller.kind === "role" ? role : []),
    ...(entry.caller.kind === "url" ? [`aws_lambda_function_url.${own}`] : []),
  ];
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
