import type { Span } from "../../diagnostics/diagnostic.ts";
import { type GlobToken, hasGlob, tokensMeet, tokensOf } from "../../iam/glob.ts";
import { calling } from "../../sources/shapes/written-events.ts";
import type { FunctionEvents, Trigger, Written } from "./events.ts";

/** A function, or what lies between functions: a queue, a topic, the objects of a bucket. */
export interface Node {
  readonly name: string;
  /** Where the function stands; null for what lies between functions. */
  readonly span: Span | null;
  /** Where an event goes from here, and the entry by which it does. */
  readonly next: Map<string, Span | null>;
}

/** From whom to whom events go: functions to what they write into, and that to the functions that it calls. */
export function eventGraphOf(all: readonly FunctionEvents[]): ReadonlyMap<string, Node> {
  const functions = thoseThatMayCall(all);
  const graph = new Map<string, Node>();
  const things = new Map<string, Things>();
  for (const { key: of, name, span, triggers } of functions) {
    if (!graph.has(of)) graph.set(of, { name, span, next: new Map() });
    for (const trigger of triggers) {
      const node = JSON.stringify([trigger.service, trigger.id, trigger.events, trigger.prefix, trigger.suffix]);
      const known = graph.get(node) ?? { name: trigger.name, span: null, next: new Map() };
      known.next.set(of, trigger.span);
      if (!graph.has(node)) {
        graph.set(node, known);
        const ofService = things.get(trigger.service) ?? new Things();
        things.set(trigger.service, ofService);
        ofService.add({ trigger, node });
      }
    }
  }
  for (const { key: of, written: each } of functions) {
    const next = graph.get(of)?.next;
    for (const written of each) {
      if (written.service === calling.service) next?.set(`${calling.service} ${written.id}`, null);
      for (const { trigger, node } of things.get(written.service)?.waysInto(written.id) ?? [])
        if (comesBack(written, trigger)) next?.set(node, null);
    }
  }
  for (const { next } of graph.values()) for (const to of next.keys()) if (!graph.has(to)) next.delete(to);
  return graph;
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
  const open = new Set([...calls].flatMap(([service, ids]) => ([...ids].some(hasGlob) ? [service] : [])));
  return functions.filter(({ written }) =>
    written.some(
      ({ service, id }) =>
        service === calling.service || calls.get(service)?.has(id) === true || open.has(service) || hasGlob(id),
    ),
  );
}

/** A way by which events of a thing come to a function. */
interface Way {
  readonly trigger: Trigger;
  readonly node: string;
}

/** What a service has that calls functions: thousands of things, of which whoever writes reaches few. */
class Things {
  private readonly ways = new Map<string, Way[]>();
  private globs: readonly string[] | null = null;
  private names: { readonly sorted: readonly string[]; readonly open: readonly string[] } | null = null;
  private readonly tokens = new Map<string, readonly GlobToken[]>();
  private readonly found = new Map<string, readonly Way[]>();

  add(way: Way): void {
    const { id } = way.trigger;
    const list = this.ways.get(id);
    if (list === undefined) this.ways.set(id, [way]);
    else list.push(way);
  }

  /** The ways of all things that a name, with IAM's wildcards, may be. */
  waysInto(id: string): readonly Way[] {
    this.globs ??= [...this.ways.keys()].filter(hasGlob);
    if (!hasGlob(id) && this.globs.length === 0) return this.ways.get(id) ?? [];
    const known = this.found.get(id);
    if (known !== undefined) return known;
    const tokens = this.tokensOf(id);
    const near = hasGlob(id) ? this.beginning(id.replace(/[*?$].*$/s, "")) : this.globs;
    const own = !hasGlob(id) && this.ways.has(id) ? [id] : [];
    const found = [...own, ...near.filter((one) => tokensMeet(tokens, this.tokensOf(one)))];
    const ways = found.flatMap((one) => this.ways.get(one) ?? []);
    this.found.set(id, ways);
    return ways;
  }

  /** The names that begin as a text, and those whose beginning is open. */
  private beginning(prefix: string): readonly string[] {
    this.names ??= byOpenness([...this.ways.keys()]);
    const { sorted, open } = this.names;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? "") < prefix) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (sorted[end]?.startsWith(prefix) === true) end++;
    return [...sorted.slice(low, end), ...open];
  }

  private tokensOf(id: string): readonly GlobToken[] {
    const known = this.tokens.get(id) ?? tokensOf(id, "everything");
    this.tokens.set(id, known);
    return known;
  }
}

/** Names as they are written, sorted, apart from those of which a part may be anything. */
function byOpenness(ids: readonly string[]): { readonly sorted: readonly string[]; readonly open: readonly string[] } {
  const isOpen = (id: string) => /[*?$]/.test(id);
  return { sorted: ids.filter((id) => !isOpen(id)).sort(), open: ids.filter(isOpen) };
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
