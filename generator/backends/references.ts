import { addressOf } from "../addresses.ts";
import type {
  Argument,
  FunctionGrants,
  InvokerRole,
  Lifecycle,
  Literal,
  Order,
  Policy,
  Reference,
  StackGrants,
} from "../grants.ts";
import { printReference } from "./quote.ts";

/** How the resources of one function name each other: the same in every backend, so that both plan the same. */

/** An expression that the compiler composed. */
export function composed(text: string): Reference {
  return { kind: "expression", code: text };
}

/** A text as it stands. */
export function plainText(of: string): Literal {
  return { kind: "literal", text: of };
}

/** Texts and expressions behind each other. */
export function sideBySide(...references: readonly Reference[]): Reference {
  return { kind: "join", parts: references.flatMap((one) => (one.kind === "join" ? one.parts : [one])) };
}

/** Always the one same expression: the provider takes turns by it. */
export function functionName(of: FunctionGrants): Reference {
  return of.managed ? composed(`${addressOf.function(of.label)}.function_name`) : of.name;
}

/** The alias or version as an expression where the output makes it, so that Terraform keeps the order. */
export function emittedQualifier(of: FunctionGrants, qualifier: Reference | null): Reference | null {
  return of.alias !== null && qualifier === of.qualifier ? composed(`${addressOf.alias(of.label)}.name`) : qualifier;
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
    ...(ignoreChanges.length > 0
      ? [{ kind: "attribute", name: "ignore_changes", value: ignoreChanges.map(composed) } as const]
      : []),
    ...(preventDestroy ? [{ kind: "attribute", name: "prevent_destroy", value: true } as const] : []),
  ];
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
    { key: "function_name", value: composed(`${resource}.function_name`) },
    { key: "function_arn", value: composed(`${resource}.arn`) },
    { key: "invoke_arn", value: invokeArn(of, resource) },
    ...roleOutputs,
  ];
}

/** The policy of a role that a service assumes: it hangs on the role that is made, or on one that is managed elsewhere. */
export function invokerPolicy({ label, name, existing, statements, checks }: InvokerRole): Policy {
  return {
    label,
    role: existing ?? composed(`${addressOf.role(label)}.name`),
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
  return ["role_name", "role_arn"].map((key) => ({
    key,
    value: composed(`${addressOf.role(label)}.${key.replace("role_", "")}`),
  }));
}

/** What API Gateway calls: the qualifier that the permissions are for, too. */
function invokeArn(of: FunctionGrants, resource: string): Reference {
  if (of.alias !== null) return composed(`${addressOf.alias(of.label)}.invoke_arn`);
  if (of.qualifier === null) return composed(`${resource}.invoke_arn`);
  return composed(
    `replace(${resource}.invoke_arn, "/invocations", ${printReference(sideBySide(plainText(":"), of.qualifier, plainText("/invocations")))})`,
  );
}

/** The configurations of hashicorp/aws that a module is handed, beside the default one. */
export function configurationsOf({ isModule, provider, functions }: StackGrants): readonly string[] {
  const named = [provider, ...functions.map((of) => of.provider)].filter((one) => one !== null);
  return isModule ? [...new Set(named)].sort() : [];
}

/** The data sources that tell what a stack does not set. */
export const dataSourceTypes = { partition: "aws_partition", region: "aws_region", account: "aws_caller_identity" } as const;
