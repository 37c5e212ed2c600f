import type { FunctionGrants } from "../grants.ts";
import { textOf } from "../iam/arn.ts";

/** Two functions of a stack that would have one Terraform address, or one name in AWS; or one function that would have it twice. */
export interface Collision {
  readonly what: string;
  readonly first: number;
  readonly second: number;
}

/** What only the statements decide: the addresses of divided policies and of roles that services assume, beside all others. */
export function collisionsOf(functions: readonly FunctionGrants[]): readonly Collision[] {
  const seen = new Map<string, number>();
  return functions.flatMap((of, second) => {
    const found = [...addressesOf(of), ...namesOf(of)].flatMap(({ what, key }): readonly Collision[] => {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, second);
      return first === undefined ? [] : [{ what, first, second }];
    });
    // A role comes with its documents: of two functions, one clash is the mistake.
    return found.filter(({ first }, index) => found.findIndex((other) => other.first === first) === index);
  });
}

interface Taken {
  readonly what: string;
  readonly key: string;
}

function addressesOf({ label, role, policies, invokers }: FunctionGrants): readonly Taken[] {
  const documents = [
    ...(role === null ? [] : [`${label}_trust`]),
    ...policies.map((policy) => policy.label),
    ...invokers.flatMap((invoker) => [`${invoker.label}_trust`, invoker.label]),
  ];
  const roles = [...(role === null ? [] : [label]), ...invokers.map((invoker) => invoker.label)];
  const all = [
    ...documents.map((name) => `data.aws_iam_policy_document.${name}`),
    ...roles.map((name) => `aws_iam_role.${name}`),
  ];
  return all.map((what) => ({ what, key: what }));
}

/** Names of an account, in which IAM tells no capitals from small letters. */
function namesOf({ role, policies, invokers }: FunctionGrants): readonly Taken[] {
  const managed = policies.filter(({ kind }) => kind === "managed");
  const roles = [...(role === null || role.isPrefix ? [] : [role]), ...invokers];
  const all = [
    ...managed.map(({ name }) => `the managed policy ${textOf(name)}`),
    ...roles.map(({ name }) => `the role ${textOf(name)}`),
  ];
  return all.map((what) => ({ what, key: what.toLowerCase() }));
}
