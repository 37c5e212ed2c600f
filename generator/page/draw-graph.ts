import { elided } from "./ellipsis.ts";
import type { Column, Graph } from "./graph.ts";
import { shape, shownText } from "./page-element.ts";
import { type Box, type Drawing, laidOut } from "./place-nodes.ts";

/** The graph as SVG: nodes are links; one of them is in the order of Tab, and arrow keys go from it to its neighbours. */
export function drawGraph(graph: Graph, room: number, says: string): SVGSVGElement {
  const drawing = laidOut(graph, room);
  const { width, height } = drawing;
  const curves = drawing.curves.map(({ from, to, level, path }) => ({
    from,
    to,
    curve: shape("path", { d: path, class: `edge ${className(level)}`, "aria-hidden": "true" }),
  }));
  const nodes = new Map(drawing.boxes.map((box) => [box.id, drawBox(box)]));
  const svg = shape(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": says, class: "graph" },
    ...headings(drawing, graph),
    ...curves.map(({ curve }) => curve),
    ...nodes.values(),
  );
  const light = (id: string | null) => {
    svg.classList.toggle("asked", id !== null);
    const near = new Set(curves.filter(({ from, to }) => from === id || to === id).flatMap(({ from, to }) => [from, to]));
    for (const { from, to, curve } of curves) curve.classList.toggle("near", from === id || to === id);
    for (const [other, node] of nodes) node.classList.toggle("near", other === id || near.has(other));
  };
  for (const [id, node] of nodes) {
    for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => light(id));
    for (const event of ["pointerleave", "blur"]) node.addEventListener(event, () => light(null));
    node.addEventListener("keydown", (event) => {
      const next = neighbour(drawing, id, (event as KeyboardEvent).key);
      const target = next === undefined ? undefined : nodes.get(next);
      if (target === undefined) return;
      event.preventDefault();
      node.setAttribute("tabindex", "-1");
      target.setAttribute("tabindex", "0");
      (target as SVGElement).focus();
    });
  }
  const [first] = drawing.boxes.filter(({ href }) => href !== null);
  if (first !== undefined) nodes.get(first.id)?.setAttribute("tabindex", "0");
  return svg;
}

function headings({ columns, boxes }: Drawing, { by }: Graph): readonly SVGElement[] {
  const words: Readonly<Record<Column, string>> = {
    0: "is invoked by",
    1: by === "function" ? "function" : "stack",
    2: "acts on",
  };
  return ([0, 1, 2] as const)
    .filter((column) => boxes.some((box) => box.column === column))
    .map((column) => shape("text", { x: columns[column], y: 18, class: "heading" }, words[column]));
}

function drawBox({ x, y, width, height, kind, name, full, href, marks, column }: Box): SVGElement {
  // A letter of the name is 7.3 wide, of the kind at most 6.
  const shown = elided(shownText(name), Math.floor((width - (marks > 0 ? 44 : 22)) / 7.3));
  // Who points at it, or hears of it, is told all of it.
  const description = `${full}${marks > 0 ? `, ${marks} to look at` : ""}`;
  const content = [
    shape("rect", { x, y, width, height, rx: 6 }, shape("title", {}, full)),
    ...(kind === ""
      ? []
      : [
          shape(
            "text",
            { x: x + 12, y: y + 15, class: "kind" },
            elided(shownText(kind), Math.floor((width - (marks > 0 ? 44 : 22)) / 6.2)),
          ),
          " ",
        ]),
    shape("text", { x: x + 12, y: kind === "" ? y + height / 2 + 4 : y + 31, class: "name" }, shown),
    ...(marks > 0
      ? [
          shape("circle", { cx: x + width - 16, cy: y + height / 2, r: 9, class: "flag" }),
          shape(
            "text",
            { x: x + width - 16, y: y + height / 2 + 4, class: "flag", "aria-hidden": "true" },
            String(Math.min(marks, 99)),
          ),
        ]
      : []),
  ];
  const classes = `node column-${column}`;
  return href === null
    ? shape("g", { class: classes }, ...content)
    : shape("a", { href, class: classes, tabindex: "-1", "aria-description": description }, ...content);
}

function className(level: string): string {
  return level.replaceAll(" ", "-");
}

/** The node that an arrow key leads to: up and down in the column, left and right along the arrows. */
function neighbour({ boxes, curves }: Drawing, id: string, key: string): string | undefined {
  const from = boxes.find((box) => box.id === id);
  if (from === undefined) return undefined;
  const nearest = (others: readonly Box[]) =>
    others.filter(({ href }) => href !== null).sort((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0]?.id;
  const column = boxes.filter((box) => box.column === from.column);
  switch (key) {
    case "ArrowUp":
      return nearest(column.filter(({ y }) => y < from.y));
    case "ArrowDown":
      return nearest(column.filter(({ y }) => y > from.y));
    case "ArrowLeft":
      return nearest(boxes.filter((box) => curves.some((edge) => edge.to === id && edge.from === box.id)));
    case "ArrowRight":
      return nearest(boxes.filter((box) => curves.some((edge) => edge.from === id && edge.to === box.id)));
    default:
      return undefined;
  }
}
