import type { Change, FunctionChange, PermissionDiff } from "../change.ts";
import { changeWord, linesOf } from "./group.ts";
import { mermaidLabel } from "./markdown-quote.ts";
import { whoWords } from "./words.ts";

/** What changed as a graph: who calls → functions → what they act on. */

/** So many arrows can be read; GitHub draws 500. */
const mostArrows = 30;

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly stroke: Stroke;
}

/** A flowchart in Mermaid's language; null where there is nothing to draw. */
export function diffMermaid({ functions }: PermissionDiff): { readonly graph: string; readonly left: number } | null {
  const nodes = new Map<
    string,
    { readonly id: string; readonly text: string; readonly kind: "caller" | "function" | "resource" }
  >();
  const node = (kind: "caller" | "function" | "resource", text: string, key = text): string => {
    const name = `${kind}\n${key}`;
    const found = nodes.get(name) ?? { id: `n${nodes.size}`, text, kind };
    nodes.set(name, found);
    return found.id;
  };
  const all = functions.flatMap((one) => arrowsOf(one).map((make) => () => make(node)));
  if (all.length === 0) return null;
  const arrows = all.slice(0, mostArrows).map((make) => make());
  const shapes = { caller: ['(["', '"])'], function: ['["', '"]'], resource: ['[("', '")]'] } as const;
  const lines = [
    "flowchart LR",
    ...[...nodes.values()].map(({ id, text, kind }) => `  ${id}${shapes[kind][0]}${mermaidLabel(text, 56)}${shapes[kind][1]}`),
    ...arrows.map(({ from, to, words, stroke }) => `  ${from} ${strokes[stroke].arrow}|"${mermaidLabel(words, 90)}"| ${to}`),
    ...Object.entries(strokes).flatMap(([kind, { style }]) => {
      const places = arrows.flatMap(({ stroke }, place) => (stroke === kind ? [place] : []));
      return places.length === 0 ? [] : [`  linkStyle ${places.join(",")} ${style}`];
    }),
  ];
  return { graph: lines.join("\n"), left: all.length - arrows.length };
}

/** What was not compared is neither more nor less. */
type Stroke = Change["change"] | "not compared";

const strokes: Readonly<Record<Stroke, { readonly arrow: string; readonly style: string }>> = {
  gained: { arrow: "==>", style: "stroke:#cf222e" },
  widened: { arrow: "==>", style: "stroke:#cf222e" },
  changed: { arrow: "==>", style: "stroke:#9a6700" },
  narrowed: { arrow: "-.->", style: "stroke:#1a7f37" },
  lost: { arrow: "-.->", style: "stroke:#1a7f37" },
  "not compared": { arrow: "-->", style: "stroke:#9a6700" },
};

type Node = (kind: "caller" | "function" | "resource", text: string, key?: string) => string;

function arrowsOf(one: FunctionChange): readonly ((node: Node) => Arrow)[] {
  const { function: own, stack, target } = one.after ?? one.before ?? { function: "", stack: "", target: null };
  const name = target === null ? own : `${own} in ${target}`;
  return linesOf(one).flatMap((line) => {
    // Lambda's own trust is in every function; it says nothing in a picture.
    if (line.kind === "role" || line.change.about === "trust") return [];
    const { change, grant } = line.change;
    const verbs = line.actions.map((action) => action.slice(action.indexOf(":") + 1)).join(", ");
    const denied = grant.effect === "Deny" ? "Deny of " : "";
    const words = `${changeWord(line.change, one)} ${denied}${verbs}`;
    return [
      (node: Node): Arrow => {
        const self = () => node("function", name, `${stack}/${name}`);
        const from = grant.principal === null ? self() : node("caller", whoWords(grant.principal));
        const resource = grant.resource === "*" ? "everything" : grant.resource;
        const to = grant.principal !== null && /^function:|:function:/.test(resource) ? self() : node("resource", resource);
        return { from, to, words, stroke: one.status === "not compared" ? one.status : change };
      },
    ];
  });
}
