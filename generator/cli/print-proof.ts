import pc from "picocolors";
import type { Proven } from "../compile.ts";
import { counted } from "../diagnostics/print-text.ts";
import type { PolicyJudgement } from "../proof/judge-policy.ts";
import { type ElsewhereNote, type Note, notesOf } from "../proof/notes.ts";
import { type Pair, pairInWords } from "../proof/rule.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** A line a function, below it what is not proven and what a reviewer should know, and the sums at the end. */
export function printProof(proven: readonly Proven[], color: boolean, quiet: boolean): string {
  const colors = pc.createColors(color);
  const shown = quiet ? proven.filter(({ verdict }) => !verdict.holds) : proven;
  const failed = proven.filter(({ verdict }) => !verdict.holds).length;
  const sum = (of: Counted) => sumOf(proven, of);
  const outside = outsideOf(proven);
  const beside = outside === null ? "" : `; outside of the proof: what is allowed by ${outside}`;
  const total =
    `${counted(proven.length, "function")}: ${counted(sum("needs"), "need")}, ${counted(sum("statements"), "statement")}, ` +
    `${counted(sum("pairs"), "pair")}; ${failed === 0 ? `what is allowed is exactly what is asked${beside}` : `${failed} not proven`}`;
  return [...shown.flatMap((one) => lines(one, colors)), ...(quiet && failed === 0 ? [] : [total])].join("\n");
}

/** What a verdict counts. */
type Counted = "needs" | "statements" | "pairs";

/** How many of them there are in all verdicts. */
export function sumOf(proven: readonly Proven[], of: Counted): number {
  return proven.reduce((total, { verdict }) => total + verdict[of], 0);
}

/** What others write and manage of all functions, as a sum; null where there is none. */
function outsideOf(proven: readonly Proven[]): string | null {
  const notes = proven.map(({ needs }) => notesOf(needs));
  const outside = notes.reduce((total, one) => total + one.outside.length, 0);
  const policies = outside === 1 ? "1 managed policy, which others write" : `${outside} managed policies, which others write`;
  const elsewhere = notes.flatMap((one) => one.elsewhere);
  // Functions may share a role that has a name.
  const roles = new Set(elsewhere.flatMap((one) => (one.what === "own policy" ? [] : [one.name ?? one])));
  const functions = elsewhere.filter(({ what }) => what === "own policy").length;
  const managed = [
    ...(roles.size === 0 ? [] : [counted(roles.size, "role")]),
    ...(functions === 0 ? [] : [`the own policy of ${counted(functions, "function")}`]),
  ];
  const sums = [
    ...(outside === 0 ? [] : [policies]),
    ...(managed.length === 0 ? [] : [`${managed.join(" and ")}, managed elsewhere`]),
  ];
  return sums.length === 0 ? null : sums.join(", and by ");
}

function elsewhereWords({ what, name }: ElsewhereNote): string {
  switch (what) {
    case "role":
      return name === null
        ? "what its role may do, and who may assume it: it is managed where the function is"
        : `what else ${name} may do, and who may assume it: the role that it runs with is managed elsewhere`;
    case "invoking role":
      return `what else ${name} may do, and who may assume it: a role with which it is invoked is managed elsewhere`;
    case "own policy":
      return "who else may invoke it: its own policy is managed elsewhere";
  }
}

function lines({ target, needs, verdict }: Proven, colors: Colors): readonly string[] {
  const { place, missing, extra, problems, differences } = verdict;
  const notes = notesOf(needs);
  const others = [...(notes.outside.length === 0 ? [] : ["write"]), ...(notes.elsewhere.length === 0 ? [] : ["manage"])];
  const but = others.length === 0 ? "" : `, but for what others ${others.join(" and ")}`;
  const state = verdict.holds ? colors.green(`proven${but}`) : colors.red("not proven");
  const counts = `${counted(verdict.needs, "need")}, ${counted(verdict.statements, "statement")}, ${counted(verdict.pairs, "pair")}`;
  return [
    `${place.file}:${place.line} ${colors.bold(verdict.function)}${target === null ? "" : ` (${target})`}: ${state} (${counts})`,
    ...pairLines("missing", missing, colors.red),
    ...pairLines("extra", extra, colors.red),
    ...[...problems, ...differences].map((problem) => `  ${colors.red("wrong")} ${problem}`),
    ...notes.outside.map(({ policy, why }) => `  ${colors.yellow("outside of the proof")} what ${policy} allows: ${why}`),
    ...notes.elsewhere.map((note) => `  ${colors.yellow("outside of the proof")} ${elsewhereWords(note)}`),
    ...grouped("open", notes.open, colors.yellow),
    ...grouped("may lead to more", notes.escalations, colors.yellow),
    ...grouped("broad", notes.broad, colors.yellow),
    ...grouped('on "*"', notes.unavoidable, colors.dim),
    ...assumed(notes.assumptions, colors),
  ];
}

function pairLines(what: string, pairs: readonly Pair[], paint: (text: string) => string): readonly string[] {
  return pairs.map((pair) => {
    const at = pair.file === undefined ? ` (${pair.cause})` : ` (${pair.file}:${pair.line}, ${pair.cause})`;
    return `  ${paint(what)} ${pairInWords(pair)}: ${pair.reason}${at}`;
  });
}

/** Actions of one resource and one reason in one line. */
function grouped(what: string, notes: readonly Note[], paint: (text: string) => string): readonly string[] {
  const groups = new Map<string, { readonly note: Note; readonly actions: string[] }>();
  for (const note of notes) {
    const key = `${note.resource}\n${note.reason}`;
    const group = groups.get(key) ?? { note, actions: [] };
    if (!group.actions.includes(note.action)) group.actions.push(note.action);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ note, actions }) => {
    const on = note.resource === "*" ? "" : ` on ${note.resource}`;
    return `  ${paint(what)} ${actions.sort().join(", ")}${on}: ${note.reason}`;
  });
}

function assumed(assumptions: readonly string[], colors: Colors): readonly string[] {
  if (assumptions.length === 0) return [];
  const names = assumptions.map((sentence) => sentence.slice(0, sentence.indexOf("}") + 1));
  return [`  ${colors.dim("assumed")} one text without wildcards each: ${names.join(", ")}`];
}

/** What a hand-written policy lacks and grants beyond. */
export function printJudgement(name: string, path: string, judgement: PolicyJudgement, color: boolean): string {
  const colors = pc.createColors(color);
  const { missing, extra, assumptions } = judgement;
  const verdict =
    missing.length + extra.length === 0
      ? colors.green("exactly what the spec asks")
      : colors.red(`${missing.length} missing, ${extra.length} extra`);
  return [
    `${path} for ${colors.bold(name)}: ${verdict}`,
    ...pairLines("missing", missing, colors.red),
    ...pairLines("extra", extra, colors.red),
    ...assumptions.map((sentence) => `  ${colors.dim("assumed")} ${sentence}`),
  ].join("\n");
}
