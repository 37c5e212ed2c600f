import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addressOfElement, type Made, makeElement, makeVariable } from "../backends/cdktf/constructs.ts";
import type { Element } from "../backends/cdktf/element.ts";
import { functionElements, sharedElements, stackElements } from "../backends/cdktf/elements.ts";
import type { Library } from "../backends/cdktf/library.ts";
import type { FunctionGrants } from "../grants.ts";
import type { Granted, LambdaGrantClass, LambdaGrantConstruct, LambdaGrantProps, ProviderTypes, SpecFileProps } from "./props.ts";
import { type ReadSpec, readSpecFile, readSpecObject } from "./read-spec.ts";
import { addressesIn, bothAt, bothShare } from "./taken-addresses.ts";
import { withoutTokens } from "./tokens.ts";

/** The class, made with one family of packages. */
export function lambdaGrantClass<Types extends ProviderTypes>(library: Library): LambdaGrantClass<Types> {
  return class LambdaGrant extends library.constructs.Construct implements LambdaGrantConstruct<Types> {
    readonly grants: readonly Granted<Types>[];

    constructor(scope: Construct, id: string, props: LambdaGrantProps) {
      super(scope, id);
      const { grants, warnings } = readProps(library, this, props);
      for (const warning of warnings) library.cdktf.Annotations.of(this).addWarning(warning);
      const stack = library.cdktf.TerraformStack.of(this);
      const taken = addressesIn(library, stack);
      const shared = (address: string, make: () => void) => {
        if (taken.has(address)) return;
        taken.set(address, stack);
        make();
      };
      /** Each configuration of the provider reads a region and an account of its own. */
      const sharedBy = (address: string, provider: string | null, read: () => void) => {
        const own = `${address} of ${provider ?? "the default provider"}`;
        if (taken.has(address) && !taken.has(own))
          throw new Error(
            `${this.node.path} and another construct of the stack read ${address} by two providers: say its region and account`,
          );
        taken.set(own, stack);
        shared(address, read);
      };
      const make = (element: Element, sentence = bothAt): Made => {
        const address = addressOfElement(element);
        const other = taken.get(address);
        if (other !== undefined) throw new Error(sentence(address, other, this));
        taken.set(address, this);
        return makeElement(library, this, element);
      };
      for (const element of stackElements(grants)) {
        // What is only read is read once a stack.
        if (element.kind !== "data") make(element, bothShare);
        else sharedBy(addressOfElement(element), element.provider, () => makeElement(library, stack, element));
      }
      for (const element of sharedElements(grants)) make(element, bothShare);
      for (const variable of grants.variables)
        if (!declares(library, stack, variable.name))
          shared(`var.${variable.name}`, () => makeVariable(library, stack, variable));
      this.grants = grants.functions.map((of) => grantedOf<Types>(of, make));
    }

    private get only(): Granted<Types> {
      const [first, second] = this.grants;
      if (first === undefined || second !== undefined)
        throw new Error(`${this.node.path} makes ${this.grants.length} functions: take one of its grants`);
      return first;
    }

    get function(): Types["function"] {
      return this.only.function ?? elsewhere(this, "function");
    }

    get role(): Types["role"] {
      return this.only.role ?? elsewhere(this, "role");
    }

    get permissions(): readonly Types["permission"][] {
      return this.only.permissions;
    }

    get mappings(): readonly Types["mapping"][] {
      return this.only.mappings;
    }
  };
}

function readProps(library: Library, scope: Construct, props: LambdaGrantProps): ReadSpec {
  const { root } = scope.node;
  const outdir = root instanceof library.cdktf.App ? root.outdir : "cdktf.out";
  const folder = join(outdir, "stacks", library.cdktf.TerraformStack.of(scope).node.id);
  if (isFile(props)) return readSpecFile(props.spec, props.specs, props.target, folder);
  const { spec, settings } = withoutTokens(library, scope, { spec: props.spec, settings: props.settings });
  return readSpecObject(scope.node.id, spec, settings, props.target, folder);
}

function isFile(props: LambdaGrantProps): props is SpecFileProps {
  return typeof props.spec === "string";
}

/** Whether the app declares this variable itself. */
function declares({ cdktf }: Library, stack: TerraformStack, name: string): boolean {
  return stack.node.findAll().some((other) => other instanceof cdktf.TerraformVariable && other.friendlyUniqueId === name);
}

function grantedOf<Types extends ProviderTypes>(of: FunctionGrants, make: (element: Element) => Made): Granted<Types> {
  const made = functionElements(of).map((element) => ({ element, construct: make(element) }));
  const all = (type: string) => made.filter(({ element }) => element.kind === "resource" && element.type === type);
  const own = (type: string) => all(type).find(({ element }) => element.label === of.label)?.construct ?? null;
  return {
    label: of.label,
    function: own("aws_lambda_function") as Types["function"] | null,
    role: own("aws_iam_role") as Types["role"] | null,
    permissions: all("aws_lambda_permission").map(({ construct }) => construct as Types["permission"]),
    mappings: all("aws_lambda_event_source_mapping").map(({ construct }) => construct as Types["mapping"]),
  };
}

function elsewhere({ node }: Construct, what: string): never {
  throw new Error(`the ${what} of ${node.path} is managed elsewhere: there is no construct of it`);
}
