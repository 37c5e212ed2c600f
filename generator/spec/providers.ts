import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { expression, type Home, isLiteral, literal } from "../iam/arn.ts";
import { partitionOf } from "../iam/regions.ts";
import { checkHome } from "./check-home.ts";
import { mappingAt, scalarAt } from "./language/at-key.ts";
import { readGuard, type Session } from "./values/value.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** Configurations of hashicorp/aws, by which Terraform makes a stack or one of its functions, and where each of them lies. */

/** What is read at plan time where nobody says it, by the configuration `aws.ALIAS`; labelled so that it never clashes with a team's own. */
export function readAtPlan(configuration: string | null): Readonly<Record<keyof Home, string>> {
  const label = dataLabel(configuration);
  return {
    partition: `data.aws_partition.${label}.partition`,
    // `id` is known to hashicorp/aws 5 and 6; `name` is deprecated in 6.
    region: `data.aws_region.${label}.id`,
    account: `data.aws_caller_identity.${label}.account_id`,
  };
}

/** The label of the data sources that a configuration reads: null for what makes the stack, `aws.edge` for what makes a function of it. */
export function dataLabel(configuration: string | null): string {
  return configuration === null ? "lambdagrant" : `lambdagrant_${configuration.replace("aws.", "")}`;
}

/** The configuration that `provider` names, `aws.edge`; null for the default one. */
export function readProvider(mapping: YamlMapping | undefined, diagnostics: Diagnostic[]): string | null {
  const given = scalarAt(mapping, "provider");
  if (given === undefined) return null;
  if (isConfiguration(given.text)) return given.text;
  const hint = "write aws. and the alias of its `provider` block: aws.edge";
  diagnostics.push(error("invalid-name", given.span, `"${given.text}" is no configuration of hashicorp/aws`, hint));
  return null;
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/resource-provider */
function isConfiguration(text: string): boolean {
  return /^aws\.[A-Za-z_][\w-]*$/.test(text);
}

/** Where a mapping says that things lie; what it does not say is read when Terraform plans. */
export function readHome(mapping: YamlMapping | undefined, configuration: string | null, session: Session): Home {
  const unsaid = readAtPlan(configuration);
  const text = (key: keyof Home): Reference => {
    const scalar = scalarAt(mapping, key);
    return (scalar === undefined ? null : readGuard(scalar, session)) ?? expression(unsaid[key]);
  };
  const region = text("region");
  // A region that AWS lists says which partition it lies in.
  const lies = scalarAt(mapping, "partition") === undefined && isLiteral(region) ? partitionOf(region.text) : null;
  const home = { partition: lies === null ? text("partition") : literal(lies), region, account: text("account") };
  session.diagnostics.push(...checkHome(mapping, home));
  return home;
}

/** Where each configuration lies that `providers` of a stack.yaml names: functions may be made by them. */
export function readProviders(mapping: YamlMapping | undefined, session: Session): ReadonlyMap<string, Home> {
  const own = scalarAt(mapping, "provider")?.text;
  const homes = new Map<string, Home>();
  for (const { key, keySpan, value } of mappingAt(mapping, "providers")?.entries ?? []) {
    if (!isConfiguration(key)) {
      const message = `"${key}" is no configuration of hashicorp/aws`;
      session.diagnostics.push(
        error("invalid-name", keySpan, message, "write aws. and the alias of its `provider` block: aws.edge"),
      );
    } else if (key === own) {
      const message = `${key} makes all of the stack: where it lies, \`region\` and \`account\` say`;
      session.diagnostics.push(error("argument-not-allowed", keySpan, message, "move them up, out of `providers`"));
    } else if (value.kind === "mapping") homes.set(key, readHome(value, key, session));
  }
  return homes;
}

/** Where a configuration lies of which nobody says it. */
export function unsaidHome(configuration: string): Home {
  const { partition, region, account } = readAtPlan(configuration);
  return { partition: expression(partition), region: expression(region), account: expression(account) };
}
