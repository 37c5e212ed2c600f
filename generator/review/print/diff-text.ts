import pc from "picocolors";
import { visible } from "../../diagnostics/print-text.ts";
import type { Change, FunctionChange, Grant, PermissionDiff } from "../change.ts";
import {
  changeWord,
  directionOf,
  guardrailPlace,
  guardrailWords,
  type Line,
  linesOf,
  roleWords,
  titleWords,
  verdictWords,
} from "./group.ts";
import { causeWords, conditionWords, grantWords, levelWords, restWord, whoWords } from "./words.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** A change for a terminal: a verdict, then each function with a line for what changed alike. */
export function diffText(diff: PermissionDiff, color: boolean): string {
  const colors = pc.createColors(color);
  const functions = diff.functions.map((one) => {
    const { name, place, what } = titleWords(one);
    const head = `${colors.bold(visible(name))} (${visible(place)})${what === "" ? "" : `, ${visible(what)}`}`;
    const notes = one.notes.map((note) => `${colors.yellow("  note    ")} ${visible(note)}`);
    return ["", head, ...notes, ...linesOf(one).flatMap((line) => [...textOfLine(line, one, colors)])].join("\n");
  });
  const guardrails = diff.guardrails.flatMap((one) => {
    const word = (one.change === "loosened" ? colors.red : colors.green)(
      `  ${one.change === "loosened" ? "loosens" : "tightens"} `,
    );
    return [`${word} ${visible(guardrailWords(one))}`, `          ${colors.dim(visible(guardrailPlace(one)))}`];
  });
  const kept = guardrails.length === 0 ? [] : ["", colors.bold("rules and approvals"), ...guardrails];
  return [colors.bold(verdictWords(diff)), ...kept, ...functions].join("\n");
}

function* textOfLine(line: Line, one: FunctionChange, colors: Colors): Generator<string> {
  const { change } = line.change;
  const word = (one.status === "not compared" ? colors.yellow : paint(change, colors))(
    `  ${changeWord(line.change, one).padEnd(7)} `,
  );
  if (line.kind === "role") yield `${word} ${visible(roleWords(line.change, one))}`;
  else {
    const { about, grant, rest, level, marks, note } = line.change;
    const condition = conditionWords(grant);
    const levels = level === null ? "" : colors.dim(` [${levelWords[level]}]`);
    yield `${word} ${visible(grantWords(about, grant, line.actions, directionOf(line.change, one)))}${condition === "" ? "" : visible(`, ${condition}`)}${levels}`;
    const others = new Set(rest.map((one) => restWords(one, grant)));
    for (const other of others)
      yield `          ${colors.dim(`${restWord(line.change)}:`)} ${visible(other === "" ? "without any condition" : other)}`;
    for (const { kind, says } of marks) yield `          ${colors.yellow(`${kind}:`)} ${visible(says)}`;
    if (note !== null) yield `          ${colors.dim(visible(note))}`;
  }
  for (const cause of line.change.causes) yield `          ${colors.dim(visible(causeWords(cause)))}`;
}

/** What the other side has; who, where that is somebody else. */
function restWords(rest: Grant, grant: Grant): string {
  const who = rest.principal === grant.principal ? "" : `${whoWords(rest.principal)} `;
  return `${who}${onWords(rest.resource)}${conditionWords(rest)}`.trimEnd();
}

function onWords(resource: string): string {
  return /^function:/.test(resource) || resource === "role" ? "" : `on ${resource} `;
}

function paint(change: Change["change"], colors: Colors): (text: string) => string {
  switch (change) {
    case "gained":
    case "widened":
      return colors.red;
    case "changed":
      return colors.yellow;
    case "narrowed":
    case "lost":
      return colors.green;
  }
}
