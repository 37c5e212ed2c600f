import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { withoutArchives } from "../support/archives.ts";
import { answered, mock, mocks, realProvider } from "../support/mock.ts";
import { outRoots } from "../support/out-stacks.ts";
import { temporaryFolder } from "../support/program.ts";
import { terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";

/**
 * `terraform test` applies each stack of out/ with a mocked provider: that the graph has no cycle, that every reference finds
 * its attribute, and that what is applied holds its guards. A mock answers no question about AWS itself.
 */

const missing = terraformMissing();
if (missing !== null) console.log(`terraform test with a mocked provider skipped: ${missing}`);

const out = fileURLToPath(new URL("../../out/", import.meta.url));

/** Whether what is applied of each permission has a guard, or its principal is one. */
function guardedOf(labels: readonly string[]): string {
  const guards = ["source_arn", "source_account", "principal_org_id", "event_source_token", "function_url_auth_type"];
  const lines = labels.map((label) => {
    const permission = `aws_lambda_permission.${label}`;
    const some = `anytrue([for guard in [${guards.map((guard) => `${permission}.${guard}`).join(", ")}] : guard != null])`;
    return `    ${label} = ${some} || can(regex("^(arn:|[0-9]{12}$)", ${permission}.principal))`;
  });
  return ['output "guarded" {', "  value = {", ...lines, "  }", "}", ""].join("\n");
}

interface Copy {
  /** Its name as a module. */
  readonly name: string;
  readonly call: string;
  /** The types of its resources. */
  readonly types: readonly string[];
  readonly permissions: readonly string[];
}

/** Copies a stack below a root, as a module that says of each permission whether it is guarded. */
function copyOf(stack: string, root: string): Copy {
  const name = stack.replaceAll(/[^a-z]/g, "_");
  const target = join(root, name);
  mkdirSync(target);
  const texts = readdirSync(join(out, stack))
    .filter((file) => file.endsWith(".tf") && file !== "provider.tf")
    .map((file) => {
      const text = withoutArchives(readFileSync(join(out, stack, file), "utf8"))
        .replace(/^data "aws_iam_policy_document" "\w+" \{$/gm, (opening) => `${opening}\n  provider = aws.documents\n`)
        .replace(/^ +aws = \{$/m, (opening) => `${opening}\n      configuration_aliases = [aws.documents]`);
      writeFileSync(join(target, file), text);
      return text;
    });
  const found = (pattern: RegExp) => [
    ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, one = ""]) => one))),
  ];
  // A guard of the second permission of a URL is an argument that this provider does not know, and no stack of out/ has one.
  const permissions = found(/^resource "aws_lambda_permission" "(\w+)"/gm);
  writeFileSync(join(target, "guarded.tf"), guardedOf(permissions));
  const values = join(out, stack, "terraform.tfvars");
  const call = [
    `module "${name}" {`,
    `  source    = "./${name}"`,
    "  providers = { aws = aws, aws.documents = aws.documents }",
    ...(existsSync(values) ? [readFileSync(values, "utf8")] : []),
    "}",
    "",
  ].join("\n");
  return { name, call, types: found(/^resource "(\w+)"/gm), permissions };
}

const required = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';

/** A root that calls each stack, and the test that applies it. */
function rootOf(copies: (root: string) => readonly Copy[]): string {
  const root = temporaryFolder("mock");
  const all = copies(root);
  writeFileSync(join(root, "main.tf"), [required, realProvider, ...all.map(({ call }) => call)].join("\n"));
  const types = [...new Set(all.flatMap((one) => one.types))].sort();
  const test = [
    'mock_provider "aws" {',
    ...mocks,
    ...types.map((type) => mock("resource", type, answered(type))),
    "}",
    'run "apply" {',
    "  command = apply",
    ...all
      .filter(({ permissions }) => permissions.length > 0)
      .flatMap(({ name }) => [
        "  assert {",
        `    condition     = alltrue(values(module.${name}.guarded))`,
        `    error_message = "${name}: no guard: \${join(", ", [for label, is in module.${name}.guarded : label if !is])}"`,
        "  }",
      ]),
    "}",
    "",
  ].join("\n");
  mkdirSync(join(root, "tests"));
  writeFileSync(join(root, "tests", "apply.tftest.hcl"), test);
  return root;
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform test with a mocked provider", () => {
  it("applies every stack", () => {
    let permissions = 0;
    const root = rootOf((folder) =>
      outRoots().map((stack) => {
        const copy = copyOf(stack, folder);
        // What calls with a role of its own needs no permission.
        if (!["getting-started", "newsletter"].includes(stack)) expect(copy.permissions.length, stack).toBeGreaterThan(0);
        permissions += copy.permissions.length;
        return copy;
      }),
    );
    expect(permissions).toBeGreaterThan(20);
    const batch = { root, modules: [] };
    terraform(batch, "init", "-input=false", "-no-color");
    expect(terraform(batch, "test", "-no-color")).toContain("Success! 1 passed, 0 failed.");
  });
});
