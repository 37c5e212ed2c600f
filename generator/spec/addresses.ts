import type { PushEntry, Spec } from "./spec.ts";

/** Terraform addresses that are made of a function's label and of what stands behind it, so that two could be one. */

export function functionAddresses({ label, role }: Pick<Spec, "label" | "role">): readonly string[] {
  const own = role.existing === null ? [`aws_iam_role.${label}`, `data.aws_iam_policy_document.${label}_trust`] : [];
  return [...own, `data.aws_iam_policy_document.${label}`];
}

export function pushAddresses(functionLabel: string, { label, permissions, invoker, url }: PushEntry): readonly string[] {
  const own = `${functionLabel}_${label}`;
  const role = [`aws_iam_role.${own}`, `data.aws_iam_policy_document.${own}`, `data.aws_iam_policy_document.${own}_trust`];
  return [
    ...permissions.map(({ suffix }) => `aws_lambda_permission.${own}${suffix}`),
    ...(invoker === null ? [] : role),
    ...(url === null ? [] : [`aws_lambda_function_url.${own}`]),
  ];
}
