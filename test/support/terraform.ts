import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archivesMissing, withoutArchives, withoutBuilds } from "./archives.ts";
import { temporaryFolder } from "./program.ts";

/** Asks the real terraform. Modules of a batch go into one root: starting the provider is nearly all the time of a small one. */

/** Why terraform cannot be asked here; null where it can. CI sets LAMBDAGRANT_REQUIRE_TERRAFORM, and then it must. */
export function terraformMissing(): string | null {
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).error !== undefined) return "there is no terraform on the PATH";
  const mirror = process.env["TF_CLI_CONFIG_FILE"];
  if (mirror === undefined || !existsSync(mirror)) return "no mirror of providers is set up (TF_CLI_CONFIG_FILE)";
  return null;
}

export const terraformRequired = process.env["LAMBDAGRANT_REQUIRE_TERRAFORM"] === "1";

export interface Module {
  readonly name: string;
  /** A folder of .tf files. */
  readonly folder: string;
}

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Batch {
  readonly root: string;
  readonly modules: readonly Module[];
}

/** An account cannot be read without a network; every batch lives in this one. */
const account = "123456789012";

/** A fifth of a plan's time is the collecting of garbage that Go would do by itself: the provider's schema alone is large. */
const seldomCollecting = { GOGC: "400", GOMEMLIMIT: "2GiB" };

/** Enough for the provider to plan without an account. */
export const provider = `
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}
`;

/** Copies modules below one root that calls each of them. */
export function batchOf(modules: readonly Module[]): Batch {
  const root = temporaryFolder("terraform");
  const calls = modules.map(({ name, folder }) => {
    const target = join(root, name);
    mkdirSync(target);
    const variables = new Set<string>();
    const given = existsSync(join(folder, "terraform.tfvars")) ? readFileSync(join(folder, "terraform.tfvars"), "utf8") : "";
    const valueFor = (name: string) => new RegExp(`^${name}\\s*=\\s*(.*)$`, "m").exec(given)?.[1] ?? likely(name);
    const outputs = [...new Set(namesOfOutputs(folder))];
    const configurations = new Set<string>();
    for (const file of readdirSync(folder).filter((candidate) => /\.(tf|tf\.json|tfvars)$/.test(candidate))) {
      // A module has no provider of its own and no tfvars.
      if (file === "provider.tf" || file.endsWith(".tfvars")) continue;
      const text = readFileSync(join(folder, file), "utf8");
      const taken = /"?configuration_aliases"?\s*[=:]\s*\[\s*"?([\w.-]+)/.exec(text)?.[1];
      if (taken !== undefined) configurations.add(taken);
      // What a team declares itself has its own default, or a value beside it.
      for (const [, variable = "", body = ""] of text.matchAll(/^variable "([^"]+)" \{$(.*?)^\}$/gms)) {
        const open = text.startsWith("# Generated") && !/^ {2}default /m.test(body);
        if (open || new RegExp(`^${variable}\\s*=`, "m").test(given)) variables.add(variable);
      }
      writeFileSync(join(target, file), withoutAccount(withoutBuilds(archivesMissing() === null ? text : withoutArchives(text))));
      // A module that a team wrote itself: of what is in it, only what it gives matters here.
      for (const [, module = ""] of text.matchAll(/^ *source *= "\.\/([\w-]+)"$/gm)) {
        mkdirSync(join(target, module));
        const own = outputs.filter((output) => output.startsWith(`module.${module}.`));
        const blocks = own.map(
          (output) => `output "${output.split(".")[2]}" {\n  value = ${valueFor(output.replaceAll(".", "_"))}\n}\n`,
        );
        writeFileSync(join(target, module, "main.tf"), `# What is asked of it.\n${blocks.join("")}`);
      }
    }
    const values = [...variables].map((variable) => `  ${variable} = ${valueFor(variable)}`);
    const configured = [...configurations].map((configuration) => `  providers = { ${configuration} = aws }`);
    return [`module "${name}" {`, `  source = "./${name}"`, ...values, ...configured, "}", ""].join("\n");
  });
  writeFileSync(join(root, "main.tf"), [provider, ...calls].join("\n"));
  return { root, modules };
}

/** What the files of a folder ask of modules: `module.network.subnet_ids`. */
function namesOfOutputs(folder: string): readonly string[] {
  const texts = readdirSync(folder).filter((file) => /\.tf(\.json)?$/.test(file));
  return texts.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/module\.[\w-]+\.[\w-]+/g)].map(([name]) => name),
  );
}

/** A value that the provider takes for a variable of this name. */
function likely(variable: string): string {
  if (/account/.test(variable)) return `"${account}"`;
  if (/region/.test(variable)) return '"eu-west-1"';
  return /arn/.test(variable) ? `"arn:aws:sns:eu-west-1:${account}:value"` : '"value"';
}

function withoutAccount(text: string): string {
  return text
    .replaceAll(/^data "aws_caller_identity" "[\w-]+" \{(?:\n {2}provider = [\w.-]+\n)?\}\n/gm, "")
    .replaceAll(/data\.aws_caller_identity\.[\w-]+\.account_id/g, `"${account}"`);
}

/** What terraform says; that it fails is a failure of the test. */
export function terraform(batch: Batch, ...args: readonly string[]): string {
  const { status, said } = ask(batch, args);
  if (status !== 0) throw new Error(`terraform ${args.join(" ")}\n${said}`);
  return said;
}

/** What terraform says where it must fail. */
export function refused(batch: Batch, ...args: readonly string[]): string {
  const { status, said } = ask(batch, args);
  if (status !== 1) throw new Error(`terraform ${args.join(" ")}: nothing is refused\n${said}`);
  return said;
}

function ask({ root }: Batch, args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const options = { cwd: root, env: { ...process.env, ...seldomCollecting }, encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr } = spawnSync("terraform", [...args], options);
  return { status, said: status === 0 ? stdout : `${stdout}${stderr}` };
}

interface PlannedModule {
  readonly resources?: readonly PlannedResource[];
  readonly child_modules?: readonly PlannedModule[];
}

/** What is planned, and what was read before that, by module name. */
export interface Planned {
  readonly resources: ReadonlyMap<string, readonly PlannedResource[]>;
  readonly configuration: ReadonlyMap<string, object>;
}

/** Plans a batch; a plan validates first. */
export function planBatch(batch: Batch): Planned {
  terraform(batch, "init", "-input=false", "-no-color");
  terraform(batch, "plan", "-input=false", "-no-color", "-lock=false", "-refresh=false", "-out=plan.bin");
  const plan = JSON.parse(terraform(batch, "show", "-json", "plan.bin")) as {
    planned_values: { root_module: PlannedModule };
    prior_state?: { values?: { root_module: PlannedModule } };
    configuration: { root_module: { module_calls: Record<string, { module: object }> } };
  };
  const resources = new Map<string, PlannedResource[]>();
  const roots = [plan.planned_values.root_module, plan.prior_state?.values?.root_module];
  for (const child of roots.flatMap((root) => root?.child_modules ?? [])) {
    for (const resource of child.resources ?? []) {
      const name = resource.address.split(".")[1] ?? "";
      resources.set(name, [...(resources.get(name) ?? []), resource]);
    }
  }
  const calls = Object.entries(plan.configuration.root_module.module_calls);
  return { resources, configuration: new Map(calls.map(([name, { module }]) => [name, module])) };
}
