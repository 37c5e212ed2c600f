import { type Chosen, chosenOf, endKey } from "./chosen.ts";
import { drawGraph } from "./draw-graph.ts";
import { graphOfChosen, stackName, strongest } from "./graph.ts";
import type { PageData, PageFinding, PageRow } from "./page-data.ts";
import { type Child, htmlElement } from "./page-element.ts";
import { type Choice, functionHash, isNarrowed, listHash } from "./view.ts";

/** What is chosen: in a sentence, as a graph, and as a list by stack. */

/** So many functions are listed with their stacks open. */
const mostOpen = 60;

/** Shows a choice; `room` is how wide the graph may be. */
export function showList(data: PageData, choice: Choice, room: number): readonly Node[] {
  const chosen = chosenOf(data, choice);
  const routine = choice.service === "logs" || choice.service === "assumes the role" || choice.end !== "";
  const graph = graphOfChosen(data, chosen, true, routine);
  const by =
    graph.by === "stack" ? "Each box in the middle is a stack: there are many functions; choose one, or narrow the list." : "";
  const drawn = graph.edges.length > 0;
  return [
    htmlElement("p", { class: "count", role: "status" }, countWords(chosen.length, data.functions.length)),
    ...touched(data, choice),
    ...(drawn
      ? [
          htmlElement(
            "section",
            { class: "drawing", "aria-labelledby": "drawing" },
            htmlElement("h2", { id: "drawing", class: "hidden" }, "Drawn"),
            htmlElement("a", { class: "skip", href: "#list" }, "Skip the drawing"),
            htmlElement(
              "div",
              { class: "scroll" },
              drawGraph(graph, room, "What calls what, and what that acts on. Arrow keys go along."),
            ),
            htmlElement("p", { class: "legend" }, ...legend(graph.edges.map(({ level }) => level)), by),
          ),
        ]
      : []),
    ...(isNarrowed(choice) ? [] : findingsOf(data.findings)),
    htmlElement("section", { id: "list", tabindex: "-1", "aria-label": "Functions" }, ...stacks(data, chosen)),
  ];
}

function countWords(chosen: number, all: number): string {
  if (chosen === all) return all === 1 ? "1 function" : `${all} functions`;
  return chosen === 0 ? `None of ${all} functions is like that` : `${chosen} of ${all} functions`;
}

/** The end that all of it touches, and the way back. */
function touched({ ends }: PageData, choice: Choice): readonly Node[] {
  if (choice.end === "") return [];
  const end = ends.find((one) => endKey(one) === choice.end);
  const words = [htmlElement("span", { class: "quiet" }, "touching "), htmlElement("code", {}, end?.full ?? choice.end)];
  return [
    htmlElement(
      "p",
      { class: "touching" },
      ...words,
      htmlElement("a", { href: listHash({ ...choice, end: "" }) }, "whatever it touches"),
    ),
  ];
}

function legend(levels: readonly string[]): readonly Child[] {
  const words: readonly (readonly [string, string])[] = [
    ["invoke", "invokes"],
    ["list", "lists"],
    ["read", "reads"],
    ["tagging", "tags"],
    ["write", "writes"],
    ["permissions management", "manages permissions"],
  ];
  return words
    .filter(([level]) => levels.includes(level))
    .map(([level, text]) => htmlElement("span", { class: `line ${level.replaceAll(" ", "-")}` }, text));
}

/** Findings as a list. */
export function findingsOf(findings: readonly PageFinding[]): readonly Node[] {
  if (findings.length === 0) return [];
  const items = findings.map(({ code, message, hint, place }) =>
    htmlElement(
      "li",
      {},
      htmlElement("span", { class: "mark warning" }, code),
      ` ${message}`,
      htmlElement("span", { class: "quiet" }, `${hint === null ? "" : ` — ${hint}`} (${place})`),
    ),
  );
  return [htmlElement("ul", { class: "findings", "aria-label": "Warnings" }, ...items)];
}

function stacks(data: PageData, chosen: readonly Chosen[]): readonly Node[] {
  const byStack = new Map<string, Chosen[]>();
  for (const one of chosen) {
    const stack = byStack.get(one.function.stack);
    if (stack === undefined) byStack.set(one.function.stack, [one]);
    else stack.push(one);
  }
  return [...byStack].map(([stack, functions]) => {
    const open = chosen.length <= mostOpen || byStack.size === 1;
    const details = htmlElement(
      "details",
      { open, class: "stack" },
      htmlElement(
        "summary",
        {},
        htmlElement("h2", {}, stackName(stack)),
        htmlElement("span", { class: "quiet" }, functions.length === 1 ? "1 function" : `${functions.length} functions`),
        ...badges(functions.flatMap(({ rows }) => rows.flatMap(({ marks }) => marks))),
        warningsBadge(functions.reduce((sum, { function: one }) => sum + one.warnings, 0)),
      ),
    );
    // Of a thousand functions, those that nobody opens cost nothing.
    const fill = () => {
      if (details.open && details.children.length === 1) details.append(table(data, stack, functions));
    };
    details.addEventListener("toggle", fill);
    fill();
    return details;
  });
}

function table(data: PageData, stack: string, functions: readonly Chosen[]): Node {
  const titles = ["Function", "Invoked by", "Acts on", "To look at"];
  const row = ({ function: one, rows }: Chosen) =>
    htmlElement(
      "tr",
      {},
      htmlElement(
        "th",
        { scope: "row" },
        htmlElement("a", { href: functionHash(one.key), class: "function" }, one.name),
        one.target === null ? null : htmlElement("span", { class: "target" }, one.target),
        htmlElement("span", { class: "place" }, `${one.file}:${one.line}`),
      ),
      htmlElement("td", { "data-title": "Invoked by" }, ...named(data, rows, "source")),
      htmlElement("td", { "data-title": "Acts on" }, ...named(data, rows, "resource")),
      htmlElement(
        "td",
        { "data-title": "To look at" },
        ...badges(rows.flatMap(({ marks }) => marks)),
        warningsBadge(one.warnings),
      ),
    );
  return htmlElement(
    "table",
    {},
    htmlElement("caption", { class: "hidden" }, `Functions of ${stackName(stack)}`),
    htmlElement("thead", {}, htmlElement("tr", {}, ...titles.map((title) => htmlElement("th", { scope: "col" }, title)))),
    htmlElement("tbody", {}, ...functions.map(row)),
  );
}

function warningsBadge(warnings: number): Child {
  return warnings === 0
    ? null
    : htmlElement("span", { class: "mark warning" }, warnings === 1 ? "1 warning" : `${warnings} warnings`);
}

/** How many ends of a side are named in a row. */
const mostNamed = 4;

function named({ ends }: PageData, rows: readonly PageRow[], side: PageRow["side"]): readonly Child[] {
  const own = rows.filter((row) => row.side === side && !row.routine);
  const items = own.slice(0, mostNamed).map((row) => {
    const level = strongest(row.levels);
    const { kind = "", name = "" } = ends[row.end] ?? {};
    return htmlElement(
      "li",
      {},
      htmlElement(
        "span",
        { class: `kind ${side === "resource" && level !== undefined ? level.replaceAll(" ", "-") : ""}` },
        kind,
      ),
      " ",
      htmlElement("span", { class: "end" }, name),
    );
  });
  const more = own.length - items.length;
  if (more > 0) items.push(htmlElement("li", { class: "quiet" }, `and ${more} more`));
  return items.length === 0 ? [htmlElement("span", { class: "quiet" }, "—")] : [htmlElement("ul", { class: "ends" }, ...items)];
}

/** Kinds of what to look at twice, each once with how often. */
function badges(marks: readonly string[]): readonly Node[] {
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([mark, count]) =>
      htmlElement("span", { class: `mark ${mark.replaceAll(" ", "-")}` }, count === 1 ? mark : `${mark} ×${count}`),
    );
}
