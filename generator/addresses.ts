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
