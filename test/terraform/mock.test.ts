import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { terraformMissing, terraformRequired } from "../support/terraform.ts";

/**
 * `terraform test` applies each stack of out/ with a mocked provider: that the graph has no cycle, that every reference finds
 * its attribute, and that what is applied holds its guards. A mock answers no question about AWS itself.
 */

const missing = terraformMissing();
if (missing !== null) console.log(`terraform test with a mocked provider skipped: ${missing}`);

const out = fileURLToPath(new URL("../../out/", import.meta.url));

/**
 * Policy documents are computed, not read, so they need no network; mocked, each would be eight random letters, which the
 * provider refuses as a policy. In the copy they go to the real provider, which a second configuration of it keeps unmocked.
 */
const real = `
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
const mocks: readonly string[] = [
  mock("data", "aws_caller_identity", 'account_id = "123456789012"'),
  mock("data", "aws_partition", 'partition = "aws"'),
  mock("data", "aws_region", 'id = "eu-west-1", name = "eu-west-1"'),
];

function mock(kind: "data" | "resource", type: string, defaults: string): string {
  return `  mock_${kind} "${type}" {\n    defaults = { ${defaults} }\n  }`;
}

function arnOf(type: string): string {
  return type === "aws_iam_role"
    ? "arn:aws:iam::123456789012:role/mock"
    : `arn:aws:${type.replace(/^aws_/, "").replaceAll("_", "-")}:eu-west-1:123456789012:mock`;
}

/** Every permission that is applied has a guard, or its principal is one. */
function guarded(label: string): string {
  const permission = `aws_lambda_permission.${label}`;
  const guards = ["source_arn", "source_account", "principal_org_id", "event_source_token", "function_url_auth_type"];
  return `
  assert {
    condition     = anytrue([for guard in [${guards.map((guard) => `${permission}.${guard}`).join(", ")}] : guard != null]) || can(regex("^(arn:|[0-9]{12}$)", ${permission}.principal))
    error_message = "${label} has no guard"
  }`;
}

/** A copy of a stack, ready for \`terraform test\`. */
function copyOf(stack: string): { readonly root: string; readonly permissions: number } {
  const root = mkdtempSync(join(tmpdir(), "lambdagrant-mock-"));
  cpSync(join(out, stack), root, { recursive: true });
  const texts = readdirSync(root)
    .filter((file) => file.endsWith(".tf"))
    .map((file) => {
      const text = readFileSync(join(root, file), "utf8").replace(
        /^data "aws_iam_policy_document" "\w+" \{$/gm,
        (opening) => `${opening}\n  provider = aws.documents\n`,
      );
      writeFileSync(join(root, file), text);
      return text;
    });
  appendFileSync(join(root, "provider.tf"), real);
  const found = (pattern: RegExp) => [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)))];
  const types = found(/^resource "(\w+)"/gm).sort();
  // A guard of the second permission of a URL is an argument that this provider does not know, and no stack of out/ has one.
  const permissions = found(/^resource "aws_lambda_permission" "(\w+)"/gm);
  const test = [
    'mock_provider "aws" {',
    ...mocks,
    ...types.map((type = "") => mock("resource", type, `arn = "${arnOf(type)}"`)),
    "}",
    'run "apply" {',
    "  command = apply",
    ...permissions.map((label = "") => guarded(label)),
    "}",
    "",
  ].join("\n");
  mkdirSync(join(root, "tests"));
  writeFileSync(join(root, "tests", "apply.tftest.hcl"), test);
  return { root, permissions: permissions.length };
}

function terraform(root: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("terraform", [...args], { cwd: root, encoding: "utf8" }, (failure, stdout, stderr) => {
      if (failure === null) resolve(stdout);
      else reject(new Error(`terraform ${args.join(" ")}\n${stdout}${stderr}`));
    });
  });
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform test with a mocked provider", () => {
  it.concurrent.each(readdirSync(out))("applies %s", async (stack) => {
    const { root, permissions } = copyOf(stack);
    await terraform(root, "init", "-input=false", "-no-color");
    const said = await terraform(root, "test", "-no-color");
    expect(said).toContain("Success! 1 passed, 0 failed.");
    if (stack !== "getting-started") expect(permissions).toBeGreaterThan(0);
  });
});
