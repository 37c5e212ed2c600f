import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Batch, terraform } from "../support/terraform.ts";

/**
 * What Terraform would have noted after an apply, without one: what it plans, with a made-up value for all that AWS would have
 * answered. Planned against itself until nothing changes, so that what refers to a made-up value holds it, too.
 */

/** One resource of a plan: where it is, and what happens to it. */
export interface Change {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly ("no-op" | "create" | "update" | "delete" | "read")[];
    readonly before: Values | null;
    readonly after: Values | null;
    readonly after_unknown?: Values;
  };
}

type Values = Readonly<Record<string, unknown>>;

/** A resource as it stands in a state. */
export interface Held {
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly version: number;
  readonly values: Values;
}

interface PlannedModule {
  readonly resources?: readonly { address: string; mode: string; type: string; name: string; schema_version: number }[];
  readonly child_modules?: readonly PlannedModule[];
}

interface Plan {
  readonly resource_changes?: readonly Change[];
  readonly planned_values: { readonly root_module: PlannedModule };
}

/** Plans a root against its state, without asking AWS. */
export function planOf(batch: Batch): Plan {
  terraform(batch, "plan", "-input=false", "-no-color", "-lock=false", "-refresh=false", "-out=plan.bin");
  return JSON.parse(terraform(batch, "show", "-json", "plan.bin")) as Plan;
}

export function changesOf({ resource_changes: all }: Plan): readonly Change[] {
  return (all ?? []).filter(({ mode }) => mode === "managed");
}

/** The state of a root whose configuration is applied, as far as anybody can tell without AWS. */
export function settle(batch: Batch): readonly Held[] {
  const held = new Map<string, Held>();
  for (let round = 0; round < 5; round++) {
    const plan = planOf(batch);
    const changes = changesOf(plan).filter(({ change }) => change.actions[0] !== "no-op");
    if (round > 0 && changes.length === 0) return [...held.values()];
    const versions = new Map(
      (plan.planned_values.root_module.child_modules ?? []).flatMap(({ resources }) =>
        (resources ?? []).map(({ address, schema_version }) => [address, schema_version] as const),
      ),
    );
    for (const { address, module_address: module = "", type, name, change } of changes) {
      const unknown = Object.keys(change.after_unknown ?? {});
      const defaults = Object.entries(answered).filter(([key]) => unknown.includes(key));
      const known = Object.fromEntries(Object.entries(change.after ?? {}).filter(([, value]) => value !== null));
      const values = {
        ...Object.fromEntries(defaults),
        ...madeUp(type, name, known),
        ...held.get(address)?.values,
        ...known,
      };
      held.set(address, { module, type, name, version: versions.get(address) ?? 0, values });
    }
    writeState(batch, [...held.values()]);
  }
  const left = changesOf(planOf(batch)).filter(({ change }) => change.actions[0] !== "no-op");
  throw new Error(`what is planned never settles: ${left.map(({ address }) => address).join(", ")}`);
}

/** Writes the state file of a root. */
export function writeState(batch: Batch, resources: readonly Held[]): void {
  const state = {
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "00000000-0000-0000-0000-000000000000",
    outputs: {},
    resources: resources.map(({ module, type, name, version, values }) => ({
      module,
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: version, attributes: values, sensitive_attributes: [] }],
    })),
  };
  writeFileSync(join(batch.root, "terraform.tfstate"), JSON.stringify(state));
}

const account = "123456789012";

/** What AWS or the provider answers where nothing is asked for. */
const answered: Values = { tags_all: {}, target_id: "made-up", architectures: ["x86_64"], managed_policy_arns: [] };

/** What AWS answers for a new resource, where anything refers to it. */
function madeUp(type: string, name: string, { function_name: fn, name: own, path }: Values): Values {
  const called = typeof own === "string" ? own : name.replaceAll("_", "-");
  const lambda = `arn:aws:lambda:eu-west-1:${account}:function:${typeof fn === "string" ? fn.replace(/^.*:function:/, "") : name}`;
  const iam = (kind: string) => `arn:aws:iam::${account}:${kind}${typeof path === "string" ? path : "/"}${called}`;
  switch (type) {
    case "aws_iam_role":
      return { id: called, arn: iam("role"), unique_id: "AROAEXAMPLE" };
    case "aws_iam_policy":
      return { id: iam("policy"), arn: iam("policy") };
    case "aws_lambda_function":
      return {
        id: fn,
        arn: lambda,
        invoke_arn: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda}/invocations`,
        version: "$LATEST",
      };
    case "aws_lambda_alias":
      return { id: `${lambda}:${called}`, arn: `${lambda}:${called}` };
    case "aws_lambda_function_url":
      return { id: name, function_url: "https://abc.lambda-url.eu-west-1.on.aws/" };
    default:
      return { id: called, arn: `arn:aws:${type.replace(/^aws_/, "").split("_")[0]}:eu-west-1:${account}:${called}` };
  }
}
