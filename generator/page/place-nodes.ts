import { Graph as LayoutGraph, layout } from "@dagrejs/dagre";
import type { Column, Graph, GraphEdge, GraphNode } from "./graph.ts";

/** Where each node stands, by dagre: in three columns, with as few crossings as it finds. The same graph stands the same each time. */

export interface Box extends GraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** An edge, as the path of an SVG. */
  readonly curves: readonly (GraphEdge & { readonly path: string })[];
  /** The left side of each column. */
  readonly columns: Readonly<Record<Column, number>>;
}

const box = { height: 40, low: 28, apart: 10 };
/** On a phone, more of the columns is seen at once. */
const widths = { wide: 208, narrow: 158 };
const margin = 12;
const top = 34;

/** Lays a graph out, in so much room from left to right as there is. */
export function laidOut({ nodes, edges }: Graph, room: number): Drawing {
  const isNarrow = room < 3 * widths.wide + 2 * margin + 120;
  const wide = isNarrow ? widths.narrow : widths.wide;
  const gap = Math.max(isNarrow ? 44 : 60, Math.min(220, (room - 2 * margin - 3 * wide) / 2));
  const columns = [0, 1, 2].map((column) => margin + column * (wide + gap));
  const places = yOf(nodes, edges);
  const boxes = nodes.map(
    (node): Box => ({
      ...node,
      x: columns[node.column] ?? margin,
      y: top + (places.get(node.id) ?? 0),
      width: wide,
      height: heightOf(node),
    }),
  );
  const byId = new Map(boxes.map((one) => [one.id, one]));
  const curves = edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const [x, y, toX, toY] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
    const bend = (toX - x) / 2;
    return [{ ...edge, path: `M${x} ${round(y)}C${x + bend} ${round(y)} ${toX - bend} ${round(toY)} ${toX} ${round(toY)}` }];
  });
  const height = Math.max(0, ...boxes.map(({ y }) => y + box.height)) + margin;
  const [left = margin, middle = margin, right = margin] = columns;
  return { width: right + wide + margin, height, boxes, curves, columns: { 0: left, 1: middle, 2: right } };
}

/** How far down each node stands. */
function yOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const graph = new LayoutGraph();
  graph.setGraph({ rankdir: "LR", nodesep: box.apart, ranksep: 100, edgesep: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { width: widths.wide, height: heightOf(node) });
  for (const { from, to } of edges) graph.setEdge(from, to);
  // What nothing calls stands in the middle all the same, and so does what acts on nothing: behind something that is not seen.
  for (const { id, column } of nodes) {
    if (column !== 1) continue;
    if (!edges.some(({ to }) => to === id)) graph.setEdge(`before ${id}`, id);
    if (!edges.some(({ from }) => from === id)) graph.setEdge(id, `after ${id}`);
  }
  for (const id of graph.nodes()) if (graph.node(id) === undefined) graph.setNode(id, { width: 0, height: 0 });
  layout(graph);
  const tops = nodes.map((node) => [node.id, (graph.node(node.id)?.y ?? 0) - heightOf(node) / 2] as const);
  const least = Math.min(...tops.map(([, y]) => y));
  return new Map(tops.map(([id, y]) => [id, round(y - least)]));
}

/** What has one line is lower. */
function heightOf({ kind }: GraphNode): number {
  return kind === "" ? box.low : box.height;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
