import { commentLine, escapeText } from "../backends/quote.ts";
import type { Landing } from "./landing.ts";
import { shellWord } from "./shell-word.ts";

/** Who holds the resources until now: another state, the state of the output itself, a stack of CloudFormation, or nobody. */
export type Origin = "state" | "same-state" | "stack" | "nobody";

/** Several functions' ways as one Terraform file, `adopt.tf`, which stands beside the output until the first apply. */
export function adoptBlocks(landings: readonly { readonly name: string; readonly landing: Landing }[], origin: Origin): string {
  const sameState = origin === "same-state";
  const blocks = landings.flatMap(({ name, landing }) => [
    comment(name, landing, origin),
    ...(sameState ? landing.moves.filter(({ from, to }) => from !== to) : landing.moves).map(({ from, to, id }) =>
      sameState ? block("moved", "from", from, to) : block("import", "id", `"${escapeText(id)}"`, to),
    ),
  ]);
  const head = heads[origin];
  return `${[head.join("\n"), ...blocks].join("\n\n")}\n`;
}

const heads: Readonly<Record<Origin, readonly string[]>> = {
  "same-state": [
    "# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,",
    "# plan, apply, and remove this file.",
  ],
  state: [
    "# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the",
    "# other state forget what was imported, and apply there to remove what goes.",
  ],
  nobody: [
    "# What calls these functions, which Terraform does not hold yet. Lay this file beside the output, plan, apply, and remove it.",
  ],
  stack: [
    "# The resources of these functions, from a stack of CloudFormation. Deploy its template once with `DeletionPolicy: Retain` on the",
    "# functions and on all that stands beside them, lay this file beside the output, plan, apply, and remove it; then take them out of",
    "# the template.",
  ],
};

function block(kind: string, first: string, value: string, to: string): string {
  return first === "from" ? `${kind} {\n  from = ${value}\n  to   = ${to}\n}` : `${kind} {\n  to = ${to}\n  id = ${value}\n}`;
}

function comment(name: string, { moves, replaces, changes, makes, goes, keeps, byHand }: Landing, origin: Origin): string {
  const lines = [
    name,
    ...replaces.map((address) => `made anew, with another guard or another name of the function: ${address}`),
    ...changes.map((what) => `changes: ${what}`),
    ...makes.map((address) => `new: ${address}`),
    ...goes.map((address) => `${["stack", "nobody"].includes(origin) ? "stays until somebody removes it" : "goes"}: ${address}`),
    ...keeps.map((address) => `keeps its old configuration, since entries of the spec name it: ${address}`),
    ...byHand.map((command) => `by hand, afterwards: ${command}`),
    ...(origin !== "state" ? [] : moves.map(({ from }) => `to forget there: terraform state rm ${shellWord(from)}`)),
  ];
  // What a state or a template says of names ends where its line ends.
  return lines.map((line) => `# ${commentLine(line)}`).join("\n");
}
