import type { TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { StackGrants, Variable } from "../../grants.ts";
import { archiveProvider, makesArchives } from "../archives.ts";
import { configurationsOf } from "../references.ts";
import type { Element } from "./element.ts";
import { functionElements, outputsOfStack, sharedElements, stackElements } from "./elements.ts";
import type { Library } from "./library.ts";
import { escapeJsonText, type Json, type JsonObject, printJsonReference, printValue } from "./print.ts";

export type Made = TerraformResource | TerraformDataSource;

/** Makes the construct of an element; its Terraform address is the element's, wherever it stands in the tree. */
export function makeElement(library: Library, scope: Construct, element: Element): Made {
  const { kind, type, label, provider, own, body, cause } = element;
  const Made = library.classOf(kind, type);
  const config: Record<string, string> = {};
  const overrides: Record<string, Json> = { ...body };
  for (const [name, value] of Object.entries(own)) {
    const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    // The provider may know arguments that are newer than the package.
    if (camel in Made.prototype) config[camel] = value;
    else overrides[name] = value;
  }
  const made = new Made(scope, addressOfElement(element), config);
  made.overrideLogicalId(label);
  for (const [name, value] of Object.entries(overrides)) made.addOverride(name, value);
  if (provider !== null) made.addOverride("provider", provider);
  if (cause !== null) made.addOverride("//", { cause });
  return made;
}

/** The Terraform address of an element: `data.aws_iam_policy_document.notify_trust`. */
export function addressOfElement({ kind, type, label }: Element): string {
  return kind === "data" ? `data.${type}.${label}` : `${type}.${label}`;
}

/** All that a stack declares, in its scope. */
export function makeStack(library: Library, scope: Construct, stack: StackGrants): void {
  const addresses = new Set<string>();
  for (const element of [...stackElements(stack), ...sharedElements(stack), ...stack.functions.flatMap(functionElements)]) {
    // cdktf would merge the two without a word.
    if (addresses.has(addressOfElement(element)))
      throw new Error(`two resources of ${stack.source} are ${addressOfElement(element)}`);
    addresses.add(addressOfElement(element));
    makeElement(library, scope, element);
  }
  for (const variable of stack.variables) makeVariable(library, scope, variable);
  for (const [label, value] of outputsOfStack(stack)) {
    const output = new library.cdktf.TerraformOutput(scope, `output.${label}`, { value });
    output.overrideLogicalId(label);
  }
}

/** A Terraform variable of the stack that is never null. */
export function makeVariable({ cdktf }: Library, scope: Construct, variable: Variable): TerraformElement {
  const { name, type, description, default: start } = variable;
  const made = new cdktf.TerraformVariable(scope, `var.${name}`, {
    nullable: false,
    ...(type !== null && { type }),
    ...(description !== null && { description: printJsonReference(description) }),
  });
  // Beside the others, the keys of a mapping would be taken for names of cdktf's, and put into snake case.
  if (start !== null) made.addOverride("default", printValue(start));
  made.overrideLogicalId(name);
  return made;
}

/** The `terraform` block that the stack's settings ask for. */
export function versionsOf(stack: StackGrants): JsonObject | null {
  if (!stack.emitVersions) return null;
  const configurations = configurationsOf(stack);
  return {
    ...(stack.terraformVersion !== null && { required_version: escapeJsonText(stack.terraformVersion) }),
    required_providers: {
      aws: {
        source: "hashicorp/aws",
        version: escapeJsonText(stack.providerVersion),
        ...(configurations.length > 0 && { configuration_aliases: configurations }),
      },
      ...(makesArchives(stack) && { archive: archiveProvider }),
    },
  };
}
