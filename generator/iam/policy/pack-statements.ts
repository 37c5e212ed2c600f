import type { Statement } from "../../grants.ts";
import { compareText } from "../../text-order.ts";
import { textOf } from "../arn.ts";
import { policyLimits, policySize } from "./policy-size.ts";

/** Statements that are too large for one policy → managed policies, which together grant the same. */

/** Statements that go into one managed policy, named by the service that they begin with. */
interface Pack {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/**
 * Each service in policies of its own, as long as a role takes so many; all services together otherwise. What stands in which policy
 * follows from itself, so that an entry more moves nothing else: a right that moves is missing for a moment, since Terraform updates
 * policies in no order. Only where a role takes no such policies are they filled one after the other.
 */
export function packStatements(statements: readonly Statement[], most: number): readonly Pack[] {
  const byService = new Map<string, Statement[]>();
  for (const statement of statements)
    byService.set(serviceOf(statement), [...(byService.get(serviceOf(statement)) ?? []), statement]);
  const services = [...byService].sort(([a], [b]) => compareText(a, b));
  const fit = (packs: readonly Pack[]) => packs.length <= most && packs.every((pack) => isTaken(pack.statements));
  const apart = services.flatMap(([service, own]) => part(own, service));
  if (fit(apart)) return apart;
  const sorted = services.flatMap(([, own]) => own);
  const together = part(sorted, "all");
  return fit(together) ? together : fill(sorted, serviceOf);
}

function isTaken(statements: readonly Statement[]): boolean {
  return policySize(statements) <= policyLimits.managed;
}

/**
 * What is too large goes into two policies, by a bit of a hash of what it is about, and each of them into two by the next bit. The
 * number of a policy is its bits, so that the first half keeps the name of the whole.
 */
function part(statements: readonly Statement[], name: string, depth = 0, number = 0): readonly Pack[] {
  const divided = isTaken(statements) || depth === hashBits ? null : byBit(statements, depth);
  if (divided === null) return [{ name: number === 0 ? name : `${name}-${number + 1}`, statements }];
  return divided.flatMap((side, bit) => (side.length === 0 ? [] : part(side, name, depth + 1, number + bit * 2 ** depth)));
}

/** By what statements can be told apart, and what of one is left with some of it. */
interface Way {
  readonly of: (statement: Statement) => readonly string[];
  readonly with: (statement: Statement, keeps: (text: string) => boolean) => Statement;
}

/** Each as far as they differ in it. */
const ways: readonly Way[] = [
  {
    of: ({ resources }) => resources.map(textOf),
    with: (statement, keeps) => ({ ...statement, resources: statement.resources.filter((resource) => keeps(textOf(resource))) }),
  },
  {
    of: ({ actions }) => actions,
    with: (statement, keeps) => ({ ...statement, actions: statement.actions.filter(keeps) }),
  },
  {
    of: (statement) => [termsOf(statement)],
    with: (statement, keeps) => (keeps(termsOf(statement)) ? statement : { ...statement, actions: [] }),
  },
];

function termsOf({ effect, sid, conditions }: Statement): string {
  return JSON.stringify([effect, sid, conditions]);
}

/** The statements with that bit unset, and those with it; a statement may stand on both sides, with a part on each. */
function byBit(statements: readonly Statement[], depth: number): readonly (readonly Statement[])[] | null {
  const way = ways.find(({ of }) => new Set(statements.flatMap(of)).size > 1);
  if (way === undefined) return null;
  return [0, 1].map((bit) =>
    statements
      .map((statement) => way.with(statement, (text) => ((hashOf(text) >>> depth) & 1) === bit))
      .filter(({ actions, resources }) => actions.length > 0 && resources.length > 0),
  );
}

const hashBits = 32;

/** FNV-1a with the last step of MurmurHash3, by which each bit depends on each character. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Fills policies one after the other; each is named by its first statement. */
function fill(statements: readonly Statement[], nameOf: (statement: Statement) => string): readonly Pack[] {
  const packs: { name: string; statements: Statement[] }[] = [];
  const waiting = [...statements];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const last = packs.at(-1);
    if (last !== undefined && isTaken([...last.statements, next])) {
      last.statements.push(next);
      continue;
    }
    const [head, rest] = divide(next);
    packs.push({ name: freeName(nameOf(next), packs), statements: [head] });
    if (rest !== null) waiting.unshift(rest);
  }
  return packs;
}

function serviceOf({ actions }: Statement): string {
  return (actions[0] ?? "").split(":")[0] ?? "";
}

/** A service that needs several policies numbers them from the second on. */
function freeName(service: string, packs: readonly Pack[]): string {
  const same = packs.filter(({ name }) => name === service || name.startsWith(`${service}-`)).length;
  return same === 0 ? service : `${service}-${same + 1}`;
}

/** As much of a statement as one policy takes, and the rest of it. */
function divide(statement: Statement): readonly [Statement, Statement | null] {
  if (isTaken([statement])) return [statement, null];
  const { resources, actions } = statement;
  const halves = (cut: number, by: "resources" | "actions"): readonly [Statement, Statement] => {
    const list: readonly unknown[] = statement[by];
    return [
      { ...statement, [by]: list.slice(0, cut) },
      // Two statements cannot share a Sid.
      { ...statement, [by]: list.slice(cut), sid: statement.sid === null ? null : `${statement.sid}x` },
    ];
  };
  for (const by of ["resources", "actions"] as const) {
    let [fits, tooMany] = [0, (by === "resources" ? resources : actions).length];
    while (tooMany - fits > 1) {
      const middle = Math.floor((fits + tooMany) / 2);
      if (isTaken([halves(middle, by)[0]])) fits = middle;
      else tooMany = middle;
    }
    if (fits > 0) return halves(fits, by);
  }
  return [statement, null];
}
