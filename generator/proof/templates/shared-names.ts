import type { StackGrants } from "../../grants.ts";
import { inTwoAccounts } from "../../iam/arn.ts";
import type { Block } from "../read/terraform-body.ts";
import { addressesOf, settled, valueInWords } from "./settle.ts";

/** What AWS tells apart by the names that it has there: of two of one name, the later is written over the other. */
const isNamed = /^aws_iam_(role_policy|role|policy)$/;

/** Two resources of an output that have one name in AWS, unless they are known to be made in two accounts. */
export function* sharedNames(
  blocks: readonly Block[],
  stack: StackGrants,
): Generator<{ readonly block: Block; readonly other: Block }> {
  // A function that each configuration of the provider makes: what it makes lies in one account.
  const made = new Map(stack.functions.map((of) => [of.provider ?? "", of.arn]));
  const areApart = (...both: readonly [Block, Block]) => {
    const [one, other] = both.map((block) => made.get(providerOf(block)));
    return one !== undefined && other !== undefined && inTwoAccounts(one, other);
  };
  const named = new Map<string, Block[]>();
  for (const block of blocks) {
    const [kind = ""] = block.labels;
    const name = block.attributes.get("name");
    if (block.type !== "resource" || !isNamed.test(kind) || name === undefined) continue;
    const role = block.attributes.get("role");
    const key = [kind, role === undefined ? "" : valueInWords(settled(role)), valueInWords(settled(name)).toLowerCase()].join(
      "\n",
    );
    const all = named.get(key) ?? [];
    const other = all.find((one) => !areApart(one, block));
    if (other === undefined) named.set(key, [...all, block]);
    else yield { block, other };
  }
}

function providerOf({ attributes }: Block): string {
  const provider = attributes.get("provider");
  return provider === undefined ? "" : valueInWords(addressesOf(provider));
}
