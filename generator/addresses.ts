/** The Terraform addresses of what a function becomes, by its label: `derive/`, the rules of `spec/` and both backends take them from here. */

/** The proof composes its own: it would not see a wrong one that it shares. */
export const addressOf = {
  function: (label: string) => `aws_lambda_function.${label}`,
  alias: (label: string) => `aws_lambda_alias.${label}`,
  url: (label: string) => `aws_lambda_function_url.${label}`,
  permission: (label: string) => `aws_lambda_permission.${label}`,
  mapping: (label: string) => `aws_lambda_event_source_mapping.${label}`,
  logGroup: (label: string) => `aws_cloudwatch_log_group.${label}`,
  role: (label: string) => `aws_iam_role.${label}`,
  rolePolicy: (label: string) => `aws_iam_role_policy.${label}`,
  managedPolicy: (label: string) => `aws_iam_policy.${label}`,
  attachment: (label: string) => `aws_iam_role_policy_attachment.${label}`,
  document: (label: string) => `data.aws_iam_policy_document.${label}`,
  trustDocument: (label: string) => `data.aws_iam_policy_document.${label}_trust`,
} as const;

/** The code of all expressions in a value, in their order, and with `listed` the texts that stand in lists, which are addresses. */
export function expressionsIn(value: unknown, listed = false): readonly string[] {
  const found: string[] = [];
  const walk = (inner: unknown): void => {
    if (typeof inner !== "object" || inner === null) return;
    if (Array.isArray(inner)) {
      for (const of of inner) {
        if (typeof of !== "string") walk(of);
        else if (listed) found.push(of);
      }
      return;
    }
    for (const key in inner) {
      const of = inner[key as keyof typeof inner] as unknown;
      if (typeof of !== "string") walk(of);
      else if (key === "code") found.push(of);
    }
  };
  walk(value);
  return found;
}
