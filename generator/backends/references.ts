import { addressOf } from "../addresses.ts";
import type {
  Argument,
  Check,
  DefaultTags,
  FunctionGrants,
  InvokerRole,
  Lifecycle,
  Literal,
  Order,
  Policy,
  Reference,
  StackGrants,
} from "../grants.ts";
import { printReference } from "./hcl/quote.ts";

/** How the resources of one function name each other: the same in every backend, so that both plan the same. */

/** An expression that the compiler composed. */
export function code(text: string): Reference {
  return { kind: "expression", code: text };
}

/** Always the one same expression: the provider takes turns by it. */
export function functionName(of: FunctionGrants): Reference {
  return of.managed ? code(`${addressOf.function(of.label)}.function_name`) : of.name;
}

/** The alias or version as an expression where the output makes it, so that Terraform keeps the order. */
export function qualifierOf(of: FunctionGrants, qualifier: Reference | null): Reference | null {
  return of.alias !== null && qualifier === of.qualifier ? code(`${addressOf.alias(of.label)}.name`) : qualifier;
}

/** What says of a resource, to Terraform, that it is replaced with another: by the `id`, which an update keeps. */
export function replacementOf({ replacedWith }: Pick<Order, "replacedWith">): readonly string[] {
  return replacedWith.map((address) => `${address}.id`);
}

/** A resource stands before the old one goes. */
export const createdFirst: Argument = { kind: "attribute", name: "create_before_destroy", value: true };

/** What a spec says of how a resource is replaced, by Terraform's names. */
export function lifecycleOf({ createBeforeDestroy, preventDestroy, ignoreChanges }: Lifecycle): readonly Argument[] {
  return [
    ...(createBeforeDestroy ? [createdFirst] : []),
    ...(ignoreChanges.length > 0 ? [{ kind: "attribute", name: "ignore_changes", value: ignoreChanges.map(code) } as const] : []),
    ...(preventDestroy ? [{ kind: "attribute", name: "prevent_destroy", value: true } as const] : []),
  ];
}

/** What the plan refuses, since it would take a guard away or open it. No pattern holds a quote, a backslash or a dollar before a brace. */
export function preconditionsOf(
  checks: readonly Check[],
): readonly { readonly condition: Reference; readonly message: string }[] {
  return checks.map(({ argument, value, pattern, takes }) => ({
    condition: code(`can(regex("${pattern}", ${value.code}))`),
    message: `${argument}: this must be ${takes}.`,
  }));
}

/** What the plan refuses, since the provider would not give a tag that the stack counts on. */
export function tagChecksOf({ tags }: DefaultTags): readonly { readonly condition: Reference; readonly message: Reference }[] {
  return tags.map(({ key, value }) => ({
    condition: code(`lookup(self.tags, ${printReference(text(key))}, "") == ${operand(value)}`),
    message: text(`the provider's default_tags must give the tag ${key} as the stack says it.`),
  }));
}

/** A value beside an operator: an expression that has some of its own stands in parentheses. */
function operand(value: Reference): string {
  const printed = printReference(value);
  return value.kind === "expression" && /[^\w.[\]-]/.test(printed) ? `(${printed})` : printed;
}

/** What a stack says of a function to the modules around it. */
export function outputsOf(of: FunctionGrants): readonly { readonly key: string; readonly value: Reference }[] {
  const roleOutputs =
    of.runsWith === null
      ? []
      : [
          { key: "role_name", value: of.runsWith.name },
          { key: "role_arn", value: of.runsWith.arn },
        ];
  if (!of.managed) return roleOutputs;
  const resource = addressOf.function(of.label);
  return [
    { key: "function_name", value: code(`${resource}.function_name`) },
    { key: "function_arn", value: code(`${resource}.arn`) },
    { key: "invoke_arn", value: invokeArn(of, resource) },
    ...roleOutputs,
  ];
}

/** The policy of a role that a service assumes: it hangs on the role that is made, or on one that is managed elsewhere. */
export function invokerPolicy({ label, name, existing, statements, checks }: InvokerRole): Policy {
  return {
    label,
    role: existing ?? code(`${addressOf.role(label)}.name`),
    name,
    kind: "inline",
    atCreation: false,
    createBeforeDestroy: false,
    path: null,
    tags: [],
    statements,
    checks: checks.policy,
    replacedWith: existing === null ? [addressOf.role(label)] : [],
  };
}

/** What a stack says of a role that a source takes: whoever makes the source names it. */
export function outputsOfInvoker({ label }: InvokerRole): readonly { readonly key: string; readonly value: Reference }[] {
  return ["role_name", "role_arn"].map((key) => ({ key, value: code(`${addressOf.role(label)}.${key.replace("role_", "")}`) }));
}

/** What API Gateway calls: the qualifier that the permissions are for, too. */
function invokeArn(of: FunctionGrants, resource: string): Reference {
  if (of.alias !== null) return code(`${addressOf.alias(of.label)}.invoke_arn`);
  if (of.qualifier === null) return code(`${resource}.invoke_arn`);
  const parts = of.qualifier.kind === "join" ? of.qualifier.parts : [of.qualifier];
  const qualifier = parts.map((part) => (part.kind === "literal" ? part.text : `\${${part.code}}`)).join("");
  return code(`replace(${resource}.invoke_arn, "/invocations", ":${qualifier}/invocations")`);
}

/** The configurations of hashicorp/aws that a module is handed, beside the default one. */
export function configurationsOf({ isModule, provider, functions }: StackGrants): readonly string[] {
  const named = [provider, ...functions.map((of) => of.provider)].filter((one) => one !== null);
  return isModule ? [...new Set(named)].sort() : [];
}

/** The data sources that tell what a stack does not set. */
export const dataSourceTypes = { partition: "aws_partition", region: "aws_region", account: "aws_caller_identity" } as const;

/** The sentence that says who made a file, of which specs and for which target. */
export function headerOf(source: string, target: string | null): string {
  return `Generated by lambdagrant${target === null ? "" : ` for the target ${target}`} from ${source}; do not edit.`;
}

/** Where a file of a stack lies below the out folder. */
export function pathIn(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}

/** The provider that makes archives, and what of it is used: `excludes` take patterns from 2.5. */
export const archiveProvider = { source: "hashicorp/archive", version: ">= 2.5, < 3.0" } as const;

/** Whether a function of the stack has its code archived. */
export function makesArchives({ functions }: Pick<StackGrants, "functions">): boolean {
  return functions.some(({ archive }) => archive !== null);
}

/**
 * Of `archive_file`, all but what is archived. Lambda reads the files as another user, and a `bootstrap` must be executable; with a mode
 * of their own the same sources make the same archive on every machine.
 * https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file
 */
export function archiveArguments({
  label,
  name,
}: Pick<FunctionGrants, "label" | "name">): Readonly<Record<"type" | "output_path" | "output_file_mode", Reference>> {
  return { type: text("zip"), output_path: archivePath(label, name), output_file_mode: text("0755") };
}

/**
 * A module that is called twice is one folder, and Terraform makes the archives of both calls at once: what tells their functions apart
 * tells the archives apart, too. https://github.com/hashicorp/terraform-provider-archive/issues/31
 */
function archivePath(label: string, name: Reference): Reference {
  const module = { kind: "expression", code: "path.module" } as const;
  const begin = `/.terraform/lambdagrant/${label}`;
  const computed = (name.kind === "join" ? name.parts : [name]).filter((part) => part.kind === "expression");
  if (computed.length === 0) return { kind: "join", parts: [module, text(`${begin}.zip`)] };
  const own = computed.flatMap((part, index) => [text(index === 0 ? `${begin}/` : "-"), part]);
  return { kind: "join", parts: [module, ...own, text(".zip")] };
}

function text(of: string): Literal {
  return { kind: "literal", text: of };
}
