/** What `terraform test` needs to apply emitted Terraform with a mocked provider. */

/**
 * Policy documents are computed, not read, so they need no network; mocked, each would be eight random letters, which the
 * provider refuses as a policy. In the copy they go to the real provider, which a second configuration of it keeps unmocked.
 */
export const realProvider = `
provider "aws" {
  alias                       = "documents"
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}
`;

/** What the provider looks at even in a mock: ARNs and account ids that other arguments are checked with. */
export const mocks: readonly string[] = [
  mock("data", "aws_caller_identity", 'account_id = "123456789012"'),
  mock("data", "aws_partition", 'partition = "aws"'),
  mock("data", "aws_region", 'id = "eu-west-1", name = "eu-west-1"'),
];

export function mock(kind: "data" | "resource", type: string, defaults: string): string {
  return `  mock_${kind} "${type}" {\n    defaults = { ${defaults} }\n  }`;
}

/** What a mock answers for a resource: the ARNs that others are checked with. */
export function answered(type: string): string {
  const gateway = /^aws_(api_gateway_rest_api|apigatewayv2_api)$/.test(type);
  const execution = gateway ? ', execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5"' : "";
  return `arn = "${arnOf(type)}"${execution}`;
}

function arnOf(type: string): string {
  return type === "aws_iam_role"
    ? "arn:aws:iam::123456789012:role/mock"
    : `arn:aws:${type.replace(/^aws_/, "").replaceAll("_", "-")}:eu-west-1:123456789012:mock`;
}
