import { addressOf } from "../addresses.ts";
import { holderOf } from "../derive/order.ts";
import type { ConnectedResource, FunctionGrants, InvokerRole, Reference, StackGrants } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { namesIn } from "../iam/expressions-in.ts";
import { remembered } from "../remembered.ts";

/** Resources of a stack that wait for each other: Terraform would answer "Cycle". */

/** One that is found, and the function that it begins with, by its place in the stack. */
interface Cycle {
  readonly function: number;
  /** Addresses; the last is the first again. */
  readonly path: readonly string[];
}

/** By the address of what is written by hand beside a stack, the addresses that it names. */
export type Beside = ReadonlyMap<string, readonly string[]>;

/** What stands at an address. */
interface Node {
  /** Null for what is written by hand. */
  readonly function: number | null;
  /** The addresses that it names. */
  readonly next: readonly string[];
}

/** The first cycle among the resources that a stack makes, also through what stands beside it, if there is one. */
export function cycleOf(stack: StackGrants, beside: Beside = new Map()): Cycle | null {
  const nodes = new Map<string, Node>([...beside].map(([address, next]) => [address, { function: null, next }]));
  for (const [index, of] of stack.functions.entries())
    for (const [address, next] of ownNodes(of)) nodes.set(address, { function: index, next });
  for (const [address, names] of [...stack.connected.map(shared), ...stack.invokers.flatMap(invokerResources)])
    nodes.set(address, { function: 0, next: addressesIn(names) });
  const done = new Set<string>();
  for (const address of [...nodes.keys()].sort()) {
    const found = nodes.get(address)?.function === null ? null : cycleFrom(address, nodes, done);
    if (found !== null) return found;
  }
  return null;
}

/** The first cycle on the ways from an address; those by hand may be longer than calls may be deep. */
function cycleFrom(start: string, nodes: ReadonlyMap<string, Node>, done: Set<string>): Cycle | null {
  const way: { readonly address: string; readonly left: string[] }[] = [];
  const places = new Map<string, number>();
  const enter = (address: string) => {
    const node = nodes.get(address);
    if (node === undefined || done.has(address)) return;
    places.set(address, way.length);
    way.push({ address, left: node.next.toReversed() });
  };
  enter(start);
  for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
    const next = last.left.pop();
    const place = next === undefined ? undefined : places.get(next);
    if (next === undefined) {
      done.add(last.address);
      places.delete(last.address);
      way.pop();
    } else if (place === undefined) enter(next);
    else {
      const around = way.slice(place).map(({ address }) => address);
      const found = fromItsFunction(around, nodes);
      if (found !== null) return found;
    }
  }
  return null;
}

/** What is told of a cycle: the shortest from the function in it, or from what a spec makes; by hand alone it is nothing of ours. */
function fromItsFunction(around: readonly string[], nodes: ReadonlyMap<string, Node>): Cycle | null {
  const own = around.filter((address) => (nodes.get(address)?.function ?? null) !== null);
  const start = own.find((address) => address.startsWith(addressOf.function(""))) ?? own[0];
  const of = start === undefined ? null : (nodes.get(start)?.function ?? null);
  return start === undefined || of === null ? null : { function: of, path: shortest(start, nodes) };
}

/** The shortest way from an address that is in a cycle to itself. */
function shortest(start: string, nodes: ReadonlyMap<string, Node>): readonly string[] {
  const before = new Map<string, string>();
  const reached = [start];
  for (const address of reached)
    for (const next of nodes.get(address)?.next ?? []) {
      if (next === start) return [...wayTo(address, before), start];
      if (before.has(next)) continue;
      before.set(next, address);
      reached.push(next);
    }
  return [start];
}

function wayTo(address: string, before: ReadonlyMap<string, string>): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = address; at !== undefined; at = before.get(at)) way.push(at);
  return way.reverse();
}

/** The resources of one function, each with the addresses that it names. */
const ownNodes = remembered((of: FunctionGrants) =>
  resourcesOf(of).map(([address, names]) => [address, addressesIn(names)] as const),
);

function shared(subscription: ConnectedResource): readonly [string, readonly string[]] {
  return [`${subscription.type}.${subscription.label}`, namesIn(subscription)];
}

/** The resources of one function, each with what it names. */
function resourcesOf(of: FunctionGrants): readonly (readonly [string, readonly string[]])[] {
  const { label, role, logGroup, alias, qualifier } = of;
  const host = (own: Reference | null) =>
    alias !== null && own !== null && qualifier !== null && textOf(own) === textOf(qualifier)
      ? [addressOf.alias(label)]
      : [addressOf.function(label)];
  return [
    ...(role === null ? [] : [[addressOf.role(label), namesIn(role)] as const]),
    ...of.policies.map((policy) => [holderOf(policy), namesIn(policy)] as const),
    ...of.attachments.map((attachment) => [addressOf.attachment(attachment.label), namesIn(attachment)] as const),
    ...(logGroup === null ? [] : [[addressOf.logGroup(label), namesIn(logGroup)] as const]),
    ...(of.managed ? [[addressOf.function(label), namesIn([of.name, of.runsWith, of.arguments, of.dependsOn])] as const] : []),
    ...(alias === null ? [] : [[addressOf.alias(label), [...namesIn(alias), addressOf.function(label)]] as const]),
    ...of.permissions.map(
      (permission) => [addressOf.permission(permission.label), [...namesIn(permission), ...host(permission.qualifier)]] as const,
    ),
    ...of.mappings.map((mapping) => [addressOf.mapping(mapping.label), [...namesIn(mapping), ...host(of.qualifier)]] as const),
    ...of.invokers.filter((invoker) => !invoker.shared).flatMap(invokerResources),
    ...of.connected.map(shared),
  ];
}

function invokerResources(invoker: InvokerRole): readonly (readonly [string, readonly string[]])[] {
  if (invoker.existing !== null) return [[addressOf.rolePolicy(invoker.label), namesIn([invoker.existing, invoker.statements])]];
  return [
    [addressOf.role(invoker.label), namesIn([invoker.name, invoker.arguments, invoker.trust])],
    [addressOf.rolePolicy(invoker.label), [...namesIn(invoker.statements), addressOf.role(invoker.label)]],
  ];
}

/** Those of resources, data sources and locals are told apart later: what is at none of them has no node. */
function addressesIn(names: readonly string[]): readonly string[] {
  const found = names.flatMap((name) =>
    [...name.matchAll(/(?<![\w.-])(?:data\.)?[a-z][\w-]*\.[\p{ID_Start}_][\p{ID_Continue}-]*/gu)].map(([address]) => address),
  );
  return [...new Set(found)].sort();
}
