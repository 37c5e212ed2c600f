import type { StackGrants } from "../../grants.ts";

/** What the output must read when Terraform plans, since the stack does not say it. */

/** The data sources that tell partition, region and account. */
export const askedDataSources = ["aws_partition", "aws_region", "aws_caller_identity"] as const;

/** What reads for a stack: its own configuration of the provider, and each other that makes a function of it. */
export function askedConfigurations({
  provider: own,
  functions,
}: StackGrants): readonly { readonly label: string; readonly provider: string | null }[] {
  const others = new Set(functions.flatMap(({ provider }) => (provider === null || provider === own ? [] : [provider])));
  const other = [...others].map((provider) => ({ label: `lambdagrant_${provider.slice("aws.".length)}`, provider }));
  return [{ label: "lambdagrant", provider: own }, ...other];
}

/** The data sources of such a label that blocks refer to, `aws_region.lambdagrant`. */
export function dataSourcesIn(blocks: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key in value) {
      const inner: unknown = value[key as keyof typeof value];
      if (typeof inner !== "string") walk(inner);
      // Of a stack that says where it lies, none does.
      else if (key === "code" && inner.includes(".lambdagrant"))
        for (const [, read = ""] of inner.matchAll(/\bdata\.(aws_\w+\.lambdagrant[\w-]*)\./g)) found.add(read);
    }
  };
  walk(blocks);
  return found;
}
