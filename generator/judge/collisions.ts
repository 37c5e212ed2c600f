import { addressOf } from "../addresses.ts";
import type { FunctionGrants } from "../grants.ts";
import { inTwoAccounts, textOf } from "../iam/arn.ts";

/** Two functions of a stack that would have one Terraform address, or one name in AWS; or one function that would have it twice. */
interface Collision {
  readonly what: string;
  /** True for a name in AWS, false for an address. */
  readonly named: boolean;
  readonly first: number;
  readonly second: number;
}

/**
 * What only the statements decide: the addresses of divided policies and of roles that services assume, beside all others. A name is
 * taken in the account of its function, an address in all of the stack.
 */
export function collisionsOf(functions: readonly FunctionGrants[]): readonly Collision[] {
  const seen = new Map<string, { readonly first: number; readonly by: FunctionGrants; readonly shared: boolean }[]>();
  return functions.flatMap((of, second) => {
    const found = [...addressesOf(of), ...namesOf(of)].flatMap(({ what, key, named, shared }): readonly Collision[] => {
      const all = seen.get(key) ?? [];
      const taken = all.find(({ by }) => !named || !inTwoAccounts(by.arn, of.arn));
      if (taken === undefined) seen.set(key, [...all, { first: second, by: of, shared }]);
      return taken === undefined || (taken.shared && shared) ? [] : [{ what, named, first: taken.first, second }];
    });
    // A role comes with its documents: of two functions, one clash is the mistake.
    return found.filter(({ first }, index) => found.findIndex((other) => other.first === first) === index);
  });
}

interface Taken {
  readonly what: string;
  readonly named: boolean;
  readonly key: string;
  /** True for what functions have a share in. */
  readonly shared: boolean;
}

function addressesOf({ label, role, policies, attachments, invokers }: FunctionGrants): readonly Taken[] {
  const documents = [...(role === null ? [] : [`${label}_trust`]), ...policies.map((policy) => policy.label)];
  const own = [
    ...documents.map((name) => addressOf.document(name)),
    ...(role === null ? [] : [addressOf.role(label)]),
    ...[...policies.filter(({ kind }) => kind === "managed"), ...attachments].map((one) => addressOf.attachment(one.label)),
    `output.${label}`,
  ];
  return [
    ...own.map((what) => ({ what, key: what, named: false, shared: false })),
    ...invokers.flatMap(({ label: of, shared, existing }) =>
      [
        addressOf.document(of),
        ...(existing === null ? [addressOf.trustDocument(of), addressOf.role(of)] : []),
        ...(shared ? [`output.${of}`] : []),
      ].map((what) => ({ what, key: what, named: false, shared })),
    ),
  ];
}

/** Names of an account, in which IAM tells no capitals from small letters. */
function namesOf({ role, policies, invokers }: FunctionGrants): readonly Taken[] {
  const managed = policies.filter(({ kind }) => kind === "managed");
  const roles = [
    ...(role === null || role.isPrefix ? [] : [{ name: role.name, shared: false }]),
    ...invokers.filter(({ existing }) => existing === null),
  ];
  const all = [
    ...managed.map(({ name }) => ({ what: `the managed policy ${textOf(name)}`, shared: false })),
    ...roles.map(({ name, shared }) => ({ what: `the role ${textOf(name)}`, shared })),
  ];
  return all.map(({ what, shared }) => ({ what, key: what.toLowerCase(), named: true, shared }));
}

/** What is written of a log group that two functions write. */
export const oneMakesIt =
  "let one of them make it: a function with `logging_config: {log_group: …}` and without `logs` writes that group and makes none";

/** Log groups that two functions of a stack would make: AWS takes one of a name in a region, which the provider of a function is in. */
export function groupsMadeTwice(functions: readonly FunctionGrants[]): readonly Collision[] {
  const seen = new Map<string, number>();
  return functions.flatMap(({ logGroup, label, provider }, second): readonly Collision[] => {
    if (logGroup === null) return [];
    const made = JSON.stringify([provider, textOf(logGroup.name)]);
    const first = seen.get(made);
    seen.set(made, first ?? second);
    // It may be named by the group that another makes.
    for (const attribute of ["name", "id"])
      seen.set(JSON.stringify([provider, `\${${addressOf.logGroup(label)}.${attribute}}`]), second);
    return first === undefined ? [] : [{ what: `the log group ${textOf(logGroup.name)}`, named: true, first, second }];
  });
}
