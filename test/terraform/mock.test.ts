import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { arnOf, mock, mocks, realProvider, terraform } from "../support/mock.ts";
import { outStacks } from "../support/out-stacks.ts";
import { terraformMissing, terraformRequired } from "../support/terraform.ts";

/**
 * `terraform test` applies each stack of out/ with a mocked provider: that the graph has no cycle, that every reference finds
 * its attribute, and that what is applied holds its guards. A mock answers no question about AWS itself.
 */

const missing = terraformMissing();
if (missing !== null) console.log(`terraform test with a mocked provider skipped: ${missing}`);

const out = fileURLToPath(new URL("../../out/", import.meta.url));

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
  appendFileSync(join(root, "provider.tf"), realProvider);
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

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform test with a mocked provider", () => {
  it.concurrent.each(outStacks())("applies %s", async (stack) => {
    const { root, permissions } = copyOf(stack);
    await terraform(root, "init", "-input=false", "-no-color");
    const said = await terraform(root, "test", "-no-color");
    expect(said).toContain("Success! 1 passed, 0 failed.");
    if (stack !== "getting-started") expect(permissions).toBeGreaterThan(0);
  });
});
