import type { FunctionGrants } from "../grants.ts";
import { textOf } from "../iam/arn.ts";

/** Two functions of a stack that would have one Terraform address, or one name in AWS. */
export interface Collision {
  readonly what: string;
  readonly first: number;
  readonly second: number;
}

/** What only the statements decide: the addresses of divided policies and of roles that services assume, beside all others. */
export function collisionsOf(functions: readonly FunctionGrants[]): readonly Collision[] {
  const seen = new Map<string, number>();
  return functions.flatMap((of, second) =>
    addressesOf(of).flatMap((what): readonly Collision[] => {
      const first = seen.get(what);
      if (first === undefined) seen.set(what, second);
      return first === undefined || first === second ? [] : [{ what, first, second }];
    }),
  );
}

function addressesOf({ label, role, policies, invokers }: FunctionGrants): readonly string[] {
  const documents = [
    ...(role === null ? [] : [`${label}_trust`]),
    ...policies.map((policy) => policy.label),
    ...invokers.flatMap((invoker) => [`${invoker.label}_trust`, invoker.label]),
  ];
  const roles = [...(role === null ? [] : [label]), ...invokers.map((invoker) => invoker.label)];
  const managed = policies.filter(({ kind }) => kind === "managed");
  return [
    ...documents.map((name) => `data.aws_iam_policy_document.${name}`),
    ...roles.map((name) => `aws_iam_role.${name}`),
    ...managed.map(({ name }) => `the managed policy ${textOf(name)}`),
    ...invokers.map(({ name }) => `the role ${textOf(name)}`),
  ];
}
