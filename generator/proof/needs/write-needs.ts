import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../../grants.ts";
import { type Home, join, literal, textOf } from "../../iam/arn.ts";
import { decryptThrough } from "../../sources/role-facts.ts";
import type { Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import { theRole } from "../function-needs.ts";
import type { Place, Rule } from "../rule.ts";

/** How needs are written down. */

/** The need of somebody, such as `service lambda.amazonaws.com`, to assume a role. */
export function assume(principal: string, conditions: readonly Condition[], cause: string, place: Place): Rule {
  return {
    effect: "Allow",
    principal,
    action: "sts:AssumeRole",
    resource: theRole,
    conditions,
    sid: null,
    cause,
    place,
  };
}

/** Needs of a role: each action on each resource. */
export function needsOfRole(
  actions: readonly string[],
  resources: readonly Reference[],
  cause: string,
  place: Place,
  conditions: readonly Condition[] = [],
): readonly Rule[] {
  return actions.flatMap((action) =>
    resources.map(
      (resource): Rule => ({ effect: "Allow", principal: null, action, resource, conditions, sid: null, cause, place }),
    ),
  );
}

/** Use of a key through one service alone. */
export function throughService(service: string, home: Home): Condition {
  const value = filledPattern(decryptThrough.value, home, { Service: literal(service) });
  return { operator: "StringEquals", variable: decryptThrough.condition, values: [value] };
}

/** An ARN, or a principal, of a pattern in AWS's notation, with the stack's own partition, region and account. */
export function filledPattern(pattern: string, home: Home, own: Readonly<Record<string, Reference>> = {}): Reference {
  const [start = "", ...pieces] = pattern.split("${");
  const values = new Map<string, Reference>([
    ["Partition", home.partition],
    ["Region", home.region],
    ["Account", home.account],
    ...Object.entries(own),
  ]);
  const rest = pieces.flatMap((piece) => {
    const end = piece.indexOf("}");
    const value = values.get(piece.slice(0, end));
    if (value === undefined) throw new Error(`nothing fills \${${piece} of ${pattern}`);
    return [value, piece.slice(end + 1)];
  });
  return join(start, ...rest);
}

/** Whose subnets network interfaces are made in. */
export function subnetsOwner({ vpcOwner, settings }: Spec): Readonly<Record<string, Reference>> {
  return { VpcOwner: vpcOwner ?? settings.home.account };
}

/** What two patterns say of one thing is asked for once. */
export function eachOnce(resources: readonly Reference[]): readonly Reference[] {
  return [...new Map(resources.map((resource) => [textOf(resource), resource])).values()];
}

/** The function's own ARN, composed. */
export function composedArn({ name, settings: { home } }: Spec): Reference {
  return join("arn:", home.partition, ":lambda:", home.region, ":", home.account, ":function:", name);
}

/** What limits the roles of a function. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export function boundaryOf({ role }: Spec): Reference | null {
  const value = argumentAt(role.arguments, "permissions_boundary");
  return isReference(value) ? value : null;
}

/** Where a need stands in a spec. */
export function placeOf({ file, line }: Span): Place {
  return { file, line };
}
