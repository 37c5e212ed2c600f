import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import { globsMeet } from "../../iam/glob.ts";
import { calling } from "../../sources/shapes/written-events.ts";
import type { FunctionEvents, Trigger, Written } from "./events.ts";

/**
 * Functions that call themselves through what they write: each event makes the next one, and each is paid for.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */

interface Node {
  readonly name: string;
  /** Where the function stands; null for what lies between functions. */
  readonly span: Span | null;
  readonly next: Map<string, Span | null>;
}

/** A loop is told once, at an entry by which an event comes to a function of it; each entry that is in loops, with the shortest. */
export function* checkLoops(functions: readonly FunctionEvents[]): Generator<Diagnostic> {
  const graph = withoutEnds(graphOf(thoseThatMayCall(functions)));
  const told = new Set<string>();
  // From functions first: where several entries are in one loop, it is told at that by which it comes back to where it began.
  const starts = [...graph].sort(([, a], [, b]) => Number(a.span === null) - Number(b.span === null));
  for (const [start, { span }] of starts) {
    const loop = shortestLoop(graph, start);
    if (loop === null) continue;
    const key = JSON.stringify([...new Set(loop)].sort());
    if (told.has(key)) continue;
    told.add(key);
    const [, second = start] = loop;
    const path = span === null ? [...loop.slice(1), second] : loop;
    const [first = start] = path;
    const at = graph.get(path.at(-2) ?? start)?.next.get(first) ?? graph.get(first)?.span ?? span;
    if (at === null) continue;
    const words = path.map((id) => graph.get(id)?.name ?? id).join(" → ");
    yield warning(
      "event-loop",
      at,
      `this may go on for ever: ${words}`,
      "let a filter keep apart what comes in and what goes out, or say in the entry's `why` how it ends",
    );
  }
}

/** Those that write into something that calls a function: of most stacks none does, and the others are in no loop. */
function thoseThatMayCall(functions: readonly FunctionEvents[]): readonly FunctionEvents[] {
  const calls = new Map<string, Set<string>>();
  for (const { triggers } of functions) {
    for (const { service, id } of triggers) {
      const ids = calls.get(service);
      if (ids === undefined) calls.set(service, new Set([id]));
      else ids.add(id);
    }
  }
  return functions.filter(({ written }) =>
    written.some(({ service, id }) => service === calling.service || calls.get(service)?.has(id) === true || /[*?]/.test(id)),
  );
}

function graphOf(functions: readonly FunctionEvents[]): Map<string, Node> {
  const graph = new Map<string, Node>();
  const things = new Map<string, Map<string, { readonly trigger: Trigger; readonly node: string }>>();
  for (const { key: of, name, span, triggers } of functions) {
    if (!graph.has(of)) graph.set(of, { name, span, next: new Map() });
    for (const trigger of triggers) {
      const node = JSON.stringify([trigger.service, trigger.id, trigger.events, trigger.prefix, trigger.suffix]);
      const known = graph.get(node) ?? { name: trigger.name, span: null, next: new Map() };
      known.next.set(of, trigger.span);
      graph.set(node, known);
      const ways = things.get(trigger.service) ?? new Map();
      things.set(trigger.service, ways);
      if (!ways.has(node)) ways.set(node, { trigger, node });
    }
  }
  // The ways of one thing lie together, so that whoever writes into it need not look at all others.
  const byThing = new Map<string, { readonly trigger: Trigger; readonly node: string }[]>();
  for (const ways of things.values())
    for (const way of ways.values()) {
      const key = `${way.trigger.service} ${way.trigger.id}`;
      const list = byThing.get(key);
      if (list === undefined) byThing.set(key, [way]);
      else list.push(way);
    }
  for (const { key: of, written: all } of functions) {
    const next = graph.get(of)?.next;
    for (const written of all) {
      if (written.service === calling.service) next?.set(`${calling.service} ${written.id}`, null);
      const wild = /[*?]/.test(written.id);
      const ways = wild
        ? [...(things.get(written.service)?.values() ?? [])].filter(({ trigger }) => globsMeet(written.id, trigger.id))
        : (byThing.get(`${written.service} ${written.id}`) ?? []);
      for (const { trigger, node } of ways) if (comesBack(written, trigger)) next?.set(node, null);
    }
  }
  return graph;
}

/** Whether what is written may be what the entry is called for. */
function comesBack({ event, keys }: Written, { events, prefix, suffix }: Trigger): boolean {
  if (event !== "" && events.length > 0 && !events.some((one) => one.startsWith(event))) return false;
  const begin = keys.replace(/[*?].*$/s, "");
  const end = keys.replace(/^.*[*?]/s, "");
  const open = /[*?]/.test(keys);
  const begins = begin.startsWith(prefix) || (open && prefix.startsWith(begin));
  return begins && (end.endsWith(suffix) || (open && suffix.endsWith(end)));
}

/** What leads nowhere is in no loop: taken away until only loops are left, and what leads to them. */
function withoutEnds(graph: Map<string, Node>): ReadonlyMap<string, Node> {
  const [into, out] = [new Map<string, string[]>(), new Map<string, number>()];
  for (const [id, { next }] of graph) {
    for (const to of [...next.keys()]) {
      if (!graph.has(to)) next.delete(to);
      else into.set(to, [...(into.get(to) ?? []), id]);
    }
    out.set(id, next.size);
  }
  const ends = [...graph.keys()].filter((id) => out.get(id) === 0);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    graph.delete(end);
    for (const from of into.get(end) ?? []) {
      graph.get(from)?.next.delete(end);
      const left = (out.get(from) ?? 0) - 1;
      out.set(from, left);
      if (left === 0) ends.push(from);
    }
  }
  return graph;
}

/** Node after node from a function back to itself, by the fewest steps. */
function shortestLoop(graph: ReadonlyMap<string, Node>, start: string): readonly string[] | null {
  const from = new Map<string, string>();
  const queue = [start];
  for (const at of queue) {
    for (const to of graph.get(at)?.next.keys() ?? []) {
      if (to === start) {
        const path = [start];
        for (let back: string | undefined = at; back !== undefined && back !== start; back = from.get(back)) path.unshift(back);
        return [start, ...path];
      }
      if (from.has(to)) continue;
      from.set(to, at);
      queue.push(to);
    }
  }
  return null;
}
