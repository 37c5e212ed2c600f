import type { OldPolicy } from "../existing.ts";
import { statementsOf, texts } from "../read-state.ts";

/** The subnets of an account, with its id. */
const subnets = /^arn:[^:]*:ec2:[^:]*:(\d{12}):subnet\//;

/** The account, other than one's own, in whose subnets old policies let network interfaces be made; null for none, or for several. */
export function vpcOwnerIn(policies: readonly OldPolicy[], own: string): string | null {
  const owners = policies.flatMap(({ document }) =>
    statementsOf(document).flatMap((statement) =>
      statement["Effect"] === "Allow" && texts(statement["Action"]).some((action) => /^ec2:CreateNetworkInterface$/i.test(action))
        ? texts(statement["Resource"]).flatMap((resource) => subnets.exec(resource)?.[1] ?? [])
        : [],
    ),
  );
  const [owner, ...others] = new Set(owners.filter((account) => account !== own));
  return others.length === 0 ? (owner ?? null) : null;
}
