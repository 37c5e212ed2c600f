import { type Diagnostic, warning } from "../../diagnostics/diagnostic.ts";
import { eventGraphOf, type Node } from "./event-graph.ts";
import type { FunctionEvents } from "./events.ts";

/**
 * Functions that call themselves through what they write: each event makes the next one, and each is paid for.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */

type Graph = ReadonlyMap<string, Node>;

/** A loop is told once, at an entry by which an event comes to a function of it; each entry that is in loops, with the shortest. */
export function* checkLoops(functions: readonly FunctionEvents[]): Generator<Diagnostic> {
  const graph = eventGraphOf(functions);
  const order = new Map([...graph.keys()].map((id, number) => [id, number]));
  const told = new Set<string>();
  for (const part of partsThatGoRound(graph)) {
    const inPart = new Set(part);
    // From functions first: where several entries are in one loop, it is told at that by which it comes back to where it began.
    const starts = [...part.filter((id) => graph.get(id)?.span !== null), ...part.filter((id) => graph.get(id)?.span === null)];
    // Where each has one way on, all are one loop.
    const isOne = part.every((id) => [...(graph.get(id)?.next.keys() ?? [])].filter((to) => inPart.has(to)).length === 1);
    for (const start of isOne ? starts.slice(0, 1) : starts) {
      const loop = shortestLoop(graph, inPart, start);
      const key = [...new Set(loop.map((id) => order.get(id) ?? 0))].sort((a, b) => a - b).join();
      if (told.has(key)) continue;
      told.add(key);
      yield* tell(graph, start, loop);
    }
  }
}

function* tell(graph: Graph, start: string, loop: readonly string[]): Generator<Diagnostic> {
  const span = graph.get(start)?.span ?? null;
  const [, second = start] = loop;
  const path = span === null ? [...loop.slice(1), second] : loop;
  const [first = start] = path;
  const at = graph.get(path.at(-2) ?? start)?.next.get(first) ?? graph.get(first)?.span ?? span;
  if (at === null) return;
  const words = path.map((id) => graph.get(id)?.name ?? id).join(" → ");
  yield warning(
    "event-loop",
    at,
    `this may go on for ever: ${words}`,
    "let a filter keep apart what comes in and what goes out, or say in the entry's `why` how it ends",
  );
}

/**
 * The parts of the graph in which each node comes round to itself through the others: what is in a loop is in one of them, and no loop
 * is in two. Nodes stand in the order of the graph, and parts by their first. (Tarjan, "Depth-first search and linear graph algorithms", 1972.)
 */
function partsThatGoRound(graph: Graph): readonly (readonly string[])[] {
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const partOf = new Map<string, string>();
  const lower = (id: string, to: number | undefined) => lowest.set(id, Math.min(lowest.get(id) ?? 0, to ?? 0));
  for (const root of graph.keys()) {
    if (number.has(root)) continue;
    const path: { readonly id: string; readonly ways: Iterator<string> }[] = [];
    const enter = (id: string) => {
      number.set(id, number.size);
      lowest.set(id, number.size - 1);
      open.push(id);
      isOpen.add(id);
      path.push({ id, ways: (graph.get(id)?.next ?? new Map<string, unknown>()).keys() });
    };
    enter(root);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const { id, ways } = last;
      const { value: to, done } = ways.next();
      if (done !== true) {
        if (!number.has(to)) enter(to);
        else if (isOpen.has(to)) lower(id, number.get(to));
        continue;
      }
      path.pop();
      const from = path.at(-1);
      if (from !== undefined) lower(from.id, lowest.get(id));
      if (lowest.get(id) !== number.get(id)) continue;
      for (let of = open.pop(); of !== undefined; of = of === id ? undefined : open.pop()) {
        isOpen.delete(of);
        partOf.set(of, id);
      }
    }
  }
  const parts = new Map<string, string[]>();
  for (const id of graph.keys()) {
    const part = partOf.get(id) ?? id;
    const list = parts.get(part);
    if (list === undefined) parts.set(part, [id]);
    else list.push(id);
  }
  return [...parts.values()].filter(([only = "", another]) => another !== undefined || graph.get(only)?.next.has(only) === true);
}

/** Node after node from one back to itself, by the fewest steps, within the part of the graph that it is in. */
function shortestLoop(graph: Graph, part: ReadonlySet<string>, start: string): readonly string[] {
  const from = new Map<string, string>();
  const queue = [start];
  for (const at of queue) {
    for (const to of graph.get(at)?.next.keys() ?? []) {
      if (to === start) {
        const path: string[] = [];
        for (let back: string | undefined = at; back !== undefined && back !== start; back = from.get(back)) path.push(back);
        return [start, ...path.reverse(), start];
      }
      if (from.has(to) || !part.has(to)) continue;
      from.set(to, at);
      queue.push(to);
    }
  }
  throw new Error(`${start} comes round to itself`);
}
