import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Library } from "../backends/cdktf/library.ts";

/** Who has which Terraform address in a stack: two constructs at one address would become one without a word. */
const books = new WeakMap<TerraformStack, Map<string, Construct>>();

/** The addresses that grants took in a stack so far. */
export function addressesIn(library: Library, stack: TerraformStack): Map<string, Construct> {
  const known = books.get(stack);
  if (known !== undefined) return known;
  const book = new Map<string, Construct>();
  books.set(stack, book);
  // What others add to the stack is seen when it is synthesised.
  stack.node.addValidation({ validate: () => [...sameAddress(library, stack)] });
  return book;
}

function* sameAddress({ cdktf }: Library, stack: TerraformStack): Generator<string> {
  const seen = new Map<string, Construct>();
  for (const construct of stack.node.findAll()) {
    const isResource = cdktf.TerraformResource.isTerraformResource(construct);
    if (!isResource && !cdktf.TerraformDataSource.isTerraformDataSource(construct)) continue;
    const address = `${isResource ? "" : "data."}${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
    const first = seen.get(address);
    if (first === undefined) seen.set(address, construct);
    else yield bothAt(address, first, construct);
  }
}

/** The sentence for two constructs at one Terraform address. */
export function bothAt(address: string, first: Construct, second: Construct): string {
  return `${first.node.path} and ${second.node.path} would both be ${address}; give one of them another name or a label`;
}

/** The sentence for two constructs that would both make what one source has for all functions: another name helps neither. */
export function bothShare(address: string, first: Construct, second: Construct): string {
  return `${first.node.path} and ${second.node.path} would both be ${address}, which a source has once for all its functions; write both functions into one spec file, as one construct, or add their folder by addSpecs`;
}
