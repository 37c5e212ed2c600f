import type { Landing } from "./landing.ts";

/** Several functions' ways as one Terraform file, `adopt.tf`, which stands beside the output until the first apply. */
export function adoptBlocks(
  landings: readonly { readonly name: string; readonly landing: Landing }[],
  sameState: boolean,
): string {
  const blocks = landings.flatMap(({ name, landing }) => [
    comment(name, landing, sameState),
    ...(sameState ? landing.moves.filter(({ from, to }) => from !== to) : landing.moves).map(({ from, to, id }) =>
      sameState ? block("moved", "from", from, to) : block("import", "id", JSON.stringify(id.replaceAll("${", "$${")), to),
    ),
  ]);
  const head = sameState
    ? [
        "# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,",
        "# plan, apply, and remove this file.",
      ]
    : [
        "# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the",
        "# other state forget what was imported, and apply there to remove what goes.",
      ];
  return `${[head.join("\n"), ...blocks].join("\n\n")}\n`;
}

function block(kind: string, first: string, value: string, to: string): string {
  return first === "from" ? `${kind} {\n  from = ${value}\n  to   = ${to}\n}` : `${kind} {\n  to = ${to}\n  id = ${value}\n}`;
}

function comment(name: string, { moves, replaces, changes, makes, goes, byHand }: Landing, sameState: boolean): string {
  const lines = [
    `# ${name}`,
    ...replaces.map((address) => `# made anew, with another guard or another name of the function: ${address}`),
    ...changes.map((what) => `# changes: ${what}`),
    ...makes.map((address) => `# new: ${address}`),
    ...goes.map((address) => `# goes: ${address}`),
    ...byHand.map((command) => `# by hand, afterwards: ${command}`),
    ...(sameState ? [] : moves.map(({ from }) => `# to forget there: terraform state rm '${from}'`)),
  ];
  return lines.join("\n");
}
