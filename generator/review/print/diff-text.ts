import pc from "picocolors";
import type { Change, FunctionChange, PermissionDiff } from "../change.ts";
import { changeWord, guardrailPlace, guardrailWords, type Line, linesOf, roleWords, titleWords, verdictWords } from "./group.ts";
import { causeWords, conditionWords, grantWords, levelWords } from "./words.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** A change for a terminal: a verdict, then each function with a line for what changed alike. */
export function diffText(diff: PermissionDiff, color: boolean): string {
  const colors = pc.createColors(color);
  const functions = diff.functions.map((one) => {
    const { name, place, what } = titleWords(one);
    const head = `${colors.bold(plain(name))} (${plain(place)})${what === "" ? "" : `, ${plain(what)}`}`;
    return ["", head, ...linesOf(one).flatMap((line) => [...textOfLine(line, one, colors)])].join("\n");
  });
  const guardrails = diff.guardrails.flatMap((one) => {
    const word = (one.change === "loosened" ? colors.red : colors.green)(
      `  ${one.change === "loosened" ? "loosens" : "tightens"} `,
    );
    return [`${word} ${plain(guardrailWords(one))}`, `          ${colors.dim(plain(guardrailPlace(one)))}`];
  });
  const kept = guardrails.length === 0 ? [] : ["", colors.bold("rules and approvals"), ...guardrails];
  return [colors.bold(verdictWords(diff)), ...kept, ...functions].join("\n");
}

function* textOfLine(line: Line, one: FunctionChange, colors: Colors): Generator<string> {
  const { change } = line.change;
  const word = paint(change, colors)(`  ${changeWord(line.change, one).padEnd(7)} `);
  if (line.kind === "role") yield `${word} ${plain(roleWords(line.change))}`;
  else {
    const { about, grant, rest, level, marks, note } = line.change;
    const condition = conditionWords(grant);
    const levels = level === null ? "" : colors.dim(` [${levelWords[level]}]`);
    yield `${word} ${plain(grantWords(about, grant, line.actions, line.change.change))}${condition === "" ? "" : plain(`, ${condition}`)}${levels}`;
    const others = new Set(rest.map((one) => `${onWords(one.resource)}${conditionWords(one)}`.trimEnd()));
    for (const other of others)
      yield `          ${colors.dim(change === "widened" ? "before:" : "now:")} ${plain(other === "" ? "without any condition" : other)}`;
    for (const { kind, says } of marks) yield `          ${colors.yellow(`${kind}:`)} ${plain(says)}`;
    if (note !== null) yield `          ${colors.dim(plain(note))}`;
  }
  for (const cause of line.change.causes) yield `          ${colors.dim(plain(causeWords(cause)))}`;
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

/** A file's bytes never steer the reader's terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}
