/** Made by the build from templates/hcl: one precompiled template a file. */
export const templates: Readonly<Record<TemplateName, unknown>>;

export type TemplateName =
  | "alias"
  | "archive"
  | "event_source_mapping"
  | "function"
  | "log_group"
  | "managed_policy"
  | "output"
  | "permission"
  | "policy_attachment"
  | "policy_document"
  | "role"
  | "role_policy"
  | "stack"
  | "connected_resource";
