import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type Compiled, compile } from "../../generator/compile.ts";
import { findSpecs } from "../../generator/files/find.ts";
import type { FunctionGrants, StackGrants } from "../../generator/grants.ts";
import { policyDocuments } from "../../generator/iam/policy/policy-document.ts";
import { archivesMissing, withoutArchives } from "../support/archives.ts";
import { canBePlanned, caseNames, casesFolder, plainName, runCase } from "../support/case.ts";
import { compileField, fieldNames, needsSix, writeField } from "../support/field.ts";
import { outRoots } from "../support/out-stacks.ts";
import { temporaryFolder } from "../support/program.ts";
import {
  type Batch,
  batchOf,
  type Module,
  type Planned,
  type PlannedResource,
  planBatch,
  terraform,
  terraformMissing,
  terraformRequired,
} from "../support/terraform.ts";
import { twinOf, withoutName, withReferences } from "./json-twin.ts";

/** The oracle: everything that the compiler writes is planned by the real terraform, holds what `policy` says, and is the same of both backends. */

const missing = terraformMissing();
if (missing !== null) console.log(`terraform tests skipped: ${missing}`);

const top = fileURLToPath(new URL("../../", import.meta.url));

interface Checked extends Module {
  readonly stack: StackGrants;
  /** The same stack through constructs; null where what is planned names the folder that it lies in, and where cases have each of its forms. */
  readonly json: Module | null;
}

const folder = temporaryFolder("twins");

function checked(module: Module, stack: StackGrants, alike = true): Checked {
  return { ...module, stack, json: alike ? twinOf(module, stack, folder) : null };
}

async function stacksOfOut(): Promise<readonly Checked[]> {
  const found = await findSpecs([join(top, "specs")], { specs: join(top, "specs"), cwd: top });
  if ("problems" in found) throw new Error(JSON.stringify(found.problems));
  const read = ({ path, file }: { path: string; file: string }) => ({ path, file, text: readFileSync(join(top, file), "utf8") });
  const compiled: Compiled = compile({
    rootName: found.rootName,
    specs: found.specs.map(read),
    settings: found.settings.map(read),
  });
  return compiled.stacks.map((stack) =>
    checked({ name: `out_${stack.directory.replaceAll(/[^a-z]/g, "_")}`, folder: join(top, "out", stack.directory) }, stack),
  );
}

function goodCases(): readonly Checked[] {
  return caseNames.flatMap((name) => {
    // What reads the files of its own folder reads other files in each.
    const alike = !/path\.module/.test(readFileSync(join(casesFolder, name, "spec.yaml"), "utf8"));
    return runCase(name).compiled.stacks.flatMap((stack): readonly Checked[] => {
      const { directory } = stack;
      const folder = join(casesFolder, name, directory);
      if (!canBePlanned(stack) || !readdirSync(folder).some((file) => file.endsWith(".tf"))) return [];
      const module = { name: `case_${plainName(`${name}${directory && `/${directory}`}`).replaceAll("-", "_")}`, folder };
      return [checked(module, stack, alike)];
    });
  });
}

/** What people write; what only hashicorp/aws 6 knows is held against its schema by test/field. */
function field(): readonly Checked[] {
  return fieldNames.flatMap((name) => {
    const compiled = compileField(name);
    if (needsSix(compiled)) return [];
    const module = { name: `field_${name.replaceAll(/\W/g, "_")}`, folder: writeField(name, compiled) };
    return compiled.stacks.map((stack) => checked(module, stack, false));
  });
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform", () => {
  let modules: readonly Checked[] = [];
  let batch: Batch = { root: "", modules: [] };
  let planned: Planned = { resources: new Map(), configuration: new Map() };

  beforeAll(async () => {
    modules = [...(await stacksOfOut()), ...goodCases(), ...field()];
    // One plan of everything: starting the provider takes longer than most of what it is asked.
    batch = batchOf([...modules, ...modules.flatMap(({ json }) => (json === null ? [] : [json]))]);
    planned = planBatch(batch);
  }, 600_000);

  it("formats what comes out as the compiler does", () => {
    terraform(batch, "fmt", "-check", "-diff", "-recursive", ...modules.map(({ name }) => name));
  });

  it("plans the documents that `policy` prints", () => {
    let compared = 0;
    for (const { name, stack } of modules) {
      const resources = planned.resources.get(name) ?? [];
      for (const of of stack.functions) compared += compareDocuments(name, of, resources);
    }
    console.log(`compared ${compared} policy documents of ${modules.length} modules with terraform's plan`);
    expect(compared).toBeGreaterThan(0);
  });

  it("knows every document at plan time unless the spec names what is not known", () => {
    for (const { name, stack } of modules) {
      const resources = planned.resources.get(name) ?? [];
      for (const of of stack.functions) {
        if (
          of.policies.length === 0 ||
          /\$\{(?!data\.aws_(region|partition|caller_identity)\.lambdagrant)/.test(
            JSON.stringify(policyDocuments(of).execution).replace(/\$\{\w+:\w+\}/g, ""),
          )
        )
          continue;
        for (const policy of of.policies) {
          const found = resources.find(
            (resource) => /^aws_iam_(role_)?policy$/.test(resource.type) && resource.name === policy.label,
          );
          expect(found?.values["policy"], `${name}: ${policy.label}`).toBeTypeOf("string");
        }
      }
    }
  });

  /** Stacks of which nothing is made. */
  const empty = new Set(["case_function_existing_alone"]);

  it("plans the same resources with the same values of both backends", () => {
    let [resources, pairs] = [0, 0];
    for (const { name, json } of modules) {
      if (json === null) continue;
      const expected = withoutName(planned.resources.get(name) ?? [], name);
      expect(withoutName(planned.resources.get(json.name) ?? [], json.name), name).toEqual(expected);
      expect(expected.length > 0, name).toBe(!empty.has(name));
      resources += expected.length;
      pairs++;
    }
    console.log(`compared ${resources} planned resources of ${pairs} stacks between both backends`);
    expect(pairs).toBeGreaterThan(100);
  });

  it("finds the same references in both backends, also where the plan does not know the value", () => {
    for (const { name, json } of modules) {
      if (json === null) continue;
      expect(planned.configuration.get(json.name), name).toBeDefined();
      expect(withReferences(planned.configuration.get(json.name)), name).toEqual(withReferences(planned.configuration.get(name)));
    }
  });
});

/** Documents without expressions stand in the plan word for word. */
function compareDocuments(module: string, of: FunctionGrants, resources: readonly PlannedResource[]): number {
  const documents = policyDocuments(of);
  const at = (type: string, name: string, key: string) =>
    resources.find((resource) => resource.type === type && resource.name === name)?.values[key];
  let compared = 0;
  if (documents.trust !== null && isKnown(documents.trust)) {
    expect(normal(at("aws_iam_role", of.label, "assume_role_policy")), `${module}: trust of ${of.label}`).toEqual(
      normal(JSON.stringify(documents.trust)),
    );
    compared++;
  }
  if (documents.execution !== null && isKnown(documents.execution) && of.policies.length === 1) {
    const [policy] = of.policies;
    const type = policy?.kind === "inline" ? "aws_iam_role_policy" : "aws_iam_policy";
    expect(normal(at(type, policy?.label ?? "", "policy")), `${module}: policy of ${of.label}`).toEqual(
      normal(JSON.stringify(documents.execution)),
    );
    compared++;
  }
  for (const permission of of.permissions) {
    const found = resources.find(({ type, name }) => type === "aws_lambda_permission" && name === permission.label);
    expect(found, `${module}: ${permission.label}`).toBeDefined();
    expect(found?.values["action"]).toBe(permission.action);
    for (const [key, value] of [
      ["statement_id", permission.statementId],
      ["principal", permission.principal],
      ["source_arn", permission.guards.source_arn ?? null],
      ["source_account", permission.guards.source_account ?? null],
      ["principal_org_id", permission.guards.principal_org_id ?? null],
    ] as const) {
      if (value?.kind === "literal") expect(found?.values[key], `${permission.label}.${key}`).toBe(value.text);
      if (value === null) expect(found?.values[key] ?? null, `${permission.label}.${key}`).toBeNull();
    }
    compared++;
  }
  return compared;
}

function isKnown(document: object): boolean {
  return !/\$\{(?![\w-]+:[^}]+\}|[*?$]\})/.test(JSON.stringify(document));
}

/** IAM reads a list of one and the one alike, and lists have no order. */
function normal(text: unknown): unknown {
  if (typeof text !== "string") return text;
  const sort = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value
        .map(sort)
        .map((item) => JSON.stringify(item))
        .sort();
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, sort(typeof item === "string" && key !== "Version" ? [item] : item)]),
    );
  };
  return sort(JSON.parse(text));
}

/** As a team runs it: with its own provider and its own values, beside the files that it wrote. */
describe.skipIf(missing !== null)("terraform in out/", () => {
  const noArchives = archivesMissing();
  if (noArchives !== null) console.log(noArchives);

  it("plans every stack as it stands there", () => {
    const root = temporaryFolder("out");
    // Code that Terraform archives lies with the specs.
    cpSync(join(top, "specs"), join(root, "specs"), { recursive: true });
    const calls = outRoots().map((stack) => {
      const folder = join(root, "out", stack);
      cpSync(join(top, "out", stack), folder, { recursive: true });
      if (noArchives !== null)
        for (const file of readdirSync(folder).filter((name) => name.endsWith(".tf")))
          writeFileSync(join(folder, file), withoutArchives(readFileSync(join(folder, file), "utf8")));
      const values = join(folder, "terraform.tfvars");
      const given = existsSync(values) ? [readFileSync(values, "utf8")] : [];
      return [`module "${stack.replaceAll(/[^a-z]/g, "_")}" {`, `  source = "./out/${stack}"`, ...given, "}", ""].join("\n");
    });
    writeFileSync(join(root, "main.tf"), calls.join("\n"));
    const batch = { root, modules: [] };
    terraform(batch, "fmt", "-check", "-diff", "-recursive", "out");
    terraform(batch, "init", "-input=false", "-no-color");
    const said = terraform(batch, "plan", "-input=false", "-no-color", "-lock=false", "-refresh=false");
    for (const stack of outRoots()) expect(said).toContain(`# module.${stack.replaceAll(/[^a-z]/g, "_")}.aws_lambda_function.`);
  });
});
