import { type Chosen, endKey, stackKey } from "./chosen.ts";
import { type PageData, type PageLevel, type PageRow, pageLevels } from "./page-data.ts";
import { functionHash, listHash } from "./view.ts";

/** What is drawn: on the left what calls, in the middle the functions, or their stacks where there are many, on the right what they act on. */

export type Column = 0 | 1 | 2;

export interface GraphNode {
  readonly id: string;
  readonly column: Column;
  /** A small word above the name. */
  readonly kind: string;
  readonly name: string;
  /** All of it, for who points at it. */
  readonly full: string;
  /** Where it leads; null for what is looked at already. */
  readonly href: string | null;
  /** How many things to look at twice. */
  readonly marks: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Who may invoke, or the most that is allowed. */
  readonly level: PageLevel | "invoke";
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Functions one by one, or stack by stack. */
  readonly by: "function" | "stack";
}

/** More functions are drawn as their stacks, more ends as their kinds: nobody follows more arrows. Of one stack, its functions are asked for. */
const most = { functions: 16, functionsOfOneStack: 40, ends: 60 };

/** The graph of what is chosen. `links` is false where one function is looked at by itself. */
export function graphOfChosen(data: PageData, chosen: readonly Chosen[], links: boolean, isRoutineAsked: boolean): Graph {
  const drawn = (row: PageRow) => isRoutineAsked || !row.routine;
  const isOneStack = new Set(chosen.map(({ function: { stack } }) => stack)).size === 1;
  const by = chosen.length > (isOneStack ? most.functionsOfOneStack : most.functions) ? "stack" : "function";
  const ends = new Set(chosen.flatMap(({ rows }) => rows.filter(drawn).map(({ end, side }) => `${side} ${end}`)));
  const byKind = by === "stack" || ends.size > most.ends;
  const nodes = new Map<string, GraphNode & { marks: number }>();
  const edges = new Map<string, GraphEdge & { level: GraphEdge["level"] }>();
  const sizes = new Map<string, number>();
  for (const { function: one } of chosen) sizes.set(one.stack, (sizes.get(one.stack) ?? 0) + 1);
  for (const { function: one, rows } of chosen) {
    const id = by === "function" ? `function ${one.key}` : `stack ${one.stack}`;
    const found = new Set(rows.flatMap(({ marks }) => marks)).size + one.warnings;
    const known = nodes.get(id);
    if (known !== undefined) known.marks += found;
    else if (by === "function") {
      const kind = [one.stack, one.target ?? ""].filter((text) => text !== "").join(" · ");
      const href = links ? functionHash(one.key) : null;
      nodes.set(id, { id, column: 1, kind, name: one.name, full: `${one.name}, ${one.file}:${one.line}`, href, marks: found });
    } else {
      const size = sizes.get(one.stack) ?? 0;
      const kind = size === 1 ? "1 function" : `${size} functions`;
      const name = stackName(one.stack);
      const href = listHash({ stack: stackKey(one.stack) });
      nodes.set(id, { id, column: 1, kind, name, full: `the stack ${name}`, href, marks: found });
    }
    for (const row of rows.filter(drawn)) {
      const end = endNode(data, row, byKind);
      if (end === null) continue;
      if (!nodes.has(end.id)) nodes.set(end.id, end);
      const [from, to] = row.side === "source" ? [end.id, id] : [id, end.id];
      const level = row.side === "source" ? "invoke" : (strongest(row.levels) ?? "read");
      const before = edges.get(`${from}\n${to}`);
      if (before === undefined) edges.set(`${from}\n${to}`, { from, to, level });
      else before.level = stronger(before.level, level);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], by };
}

function endNode({ ends }: PageData, { end, side, service }: PageRow, byKind: boolean): (GraphNode & { marks: number }) | null {
  const found = ends[end];
  if (found === undefined) return null;
  const column = side === "source" ? 0 : 2;
  if (byKind) {
    const name = side === "source" ? found.kind : service;
    const full = side === "source" ? `all that is ${name}` : `all of ${name}`;
    return { id: `${side} ${name}`, column, kind: "", name, full, href: listHash({ service: name }), marks: 0 };
  }
  const { kind, name, full } = found;
  return { id: `${side} ${end}`, column, kind, name, full, href: listHash({ end: endKey(found) }), marks: 0 };
}

/** What a stack is called; that of the root has no name. */
export function stackName(stack: string): string {
  return stack === "" ? "the root" : stack;
}

/** The level that does most. */
export function strongest(levels: readonly PageLevel[]): PageLevel | undefined {
  return pageLevels.findLast((level) => levels.includes(level));
}

function stronger(a: GraphEdge["level"], b: GraphEdge["level"]): GraphEdge["level"] {
  if (a === "invoke" || b === "invoke") return "invoke";
  return strongest([a, b]) ?? a;
}
