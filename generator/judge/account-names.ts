import type { FunctionGrants, Reference } from "../grants.ts";
import type { Home } from "../iam/arn.ts";
import { isLiteral, textOf } from "../iam/arn.ts";

/** One name of an account, or of a region of it, that two functions of different stacks or targets would take. */
interface TakenTwice {
  readonly what: string;
  readonly where: string;
  readonly first: Taker;
  readonly second: Taker;
}

/** A function, by the places of its stack and of itself. */
export interface Taker {
  readonly stack: number;
  readonly function: number;
}

/**
 * Names that must differ beyond one stack: Terraform knows nothing of the other directory, and the second apply would fail, or take
 * over what the first has made. Where an account or a name is Terraform's to know, nobody can tell.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names are distinct in an account, whatever their case
 */
export function takenTwice(stacks: readonly (readonly (readonly NameInAccount[])[])[]): readonly TakenTwice[] {
  if (areDistinct(stacks)) return [];
  const taken = new Map<string, Taker>();
  const found: TakenTwice[] = [];
  for (const [stack, functions] of stacks.entries()) {
    for (const [index, names] of functions.entries()) {
      const second = { stack, function: index };
      // A function comes with its role and its log group: of two functions, one clash is the mistake.
      const told = new Set<Taker>();
      for (const { what, where, key } of names) {
        const first = taken.get(key);
        if (first === undefined) taken.set(key, second);
        // Within a stack they are told apart before, with what else they would share.
        else if (first.stack !== stack && !told.has(first)) {
          told.add(first);
          found.push({ what, where, first, second });
        }
      }
    }
  }
  return found;
}

/** Nearly always no name is taken twice, and to know that takes half as long as to know by whom. */
function areDistinct(stacks: readonly (readonly (readonly NameInAccount[])[])[]): boolean {
  const keys = new Set<string>();
  let count = 0;
  for (const functions of stacks)
    for (const names of functions)
      for (const { key } of names) {
        keys.add(key);
        count++;
      }
  return keys.size === count;
}

/** A name that a function takes in its account, or in a region of it. */
export interface NameInAccount {
  readonly what: string;
  readonly where: string;
  readonly key: string;
}

/** The names that a function takes, as far as the compiler knows them. */
export function namesInAccount(of: FunctionGrants, { account, region }: Home): readonly NameInAccount[] {
  if (!isLiteral(account)) return [];
  const inAccount = { where: `the account ${account.text}`, key: [account.text] };
  const roles = [
    ...(of.role === null || of.role.isPrefix ? [] : [of.role]),
    ...of.invokers.filter(({ existing }) => existing === null),
  ];
  const host = of.role?.isPrefix === true ? null : (of.role?.name ?? of.runsWith?.name ?? null);
  const inline = [
    ...of.policies.flatMap(({ kind, name }) => (kind === "inline" && host !== null ? [{ name, host }] : [])),
    ...of.invokers.flatMap(({ name, existing }) => (existing === null ? [] : [{ name, host: existing }])),
  ].filter(({ host: role }) => isLiteral(role));
  const managed = of.policies.filter(({ kind }) => kind === "managed");
  const regional = isLiteral(region)
    ? { where: `${region.text} of ${inAccount.where}`, key: [...inAccount.key, region.text] }
    : null;
  return [
    ...(regional !== null && of.managed ? named("the function", of.name, regional) : []),
    ...roles.flatMap(({ name }) => named("the role", name, inAccount, true)),
    // Where one role serves two stacks, the second policy of one name takes the place of the first.
    ...inline.flatMap(({ name, host: role }) =>
      named(
        "the policy",
        name,
        { where: `the role ${textOf(role)} of ${inAccount.where}`, key: [...inAccount.key, textOf(role).toLowerCase()] },
        true,
      ),
    ),
    ...managed.flatMap(({ name }) => named("the managed policy", name, inAccount, true)),
    ...(regional !== null && of.logGroup !== null ? named("the log group", of.logGroup.name, regional) : []),
  ];
}

function named(
  what: string,
  name: Reference,
  { where, key }: { readonly where: string; readonly key: readonly string[] },
  anyCase = false,
): readonly NameInAccount[] {
  if (!isLiteral(name)) return [];
  const told = anyCase ? name.text.toLowerCase() : name.text;
  return [{ what: `${what} ${name.text}`, where, key: JSON.stringify([what, ...key, told]) }];
}
