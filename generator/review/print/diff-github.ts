import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { escapeData, escapeProperty, printGithub } from "../../diagnostics/github.ts";
import { type FunctionChange, type GuardrailChange, isWidening, type PermissionDiff } from "../change.ts";
import { changeWord, directionOf, guardrailWords, type Line, linesOf, roleWords, titleWords, verdictWords } from "./group.ts";
import { conditionWords, grantWords } from "./words.ts";

/**
 * A change as annotations of GitHub Actions: a warning at each entry that grants more, a notice where Terraform makes something else of
 * it than one may think, and one with the sum. `nameOf`: how the runner calls a file.
 */
export function diffGithub(diff: PermissionDiff, nameOf: (file: string) => string): string {
  const warnings = diff.functions.flatMap((one) =>
    linesOf(one)
      .filter((line) => isWidening(line.change))
      .map((line) => warning(one, line, nameOf)),
  );
  const notes = diff.functions.flatMap((one) => one.notes.map((note) => notice(one, note, nameOf)));
  const loosened = diff.guardrails.filter(({ change }) => change === "loosened").map((one) => guardrailWarning(one, nameOf));
  return [...loosened, ...warnings, ...notes, `::notice title=lambdagrant diff::${escapeData(verdictWords(diff))}`]
    .map((line) => `${line}\n`)
    .join("");
}

/**
 * The mistakes that keep specs of a side from being compared, and a sentence that says so. Those of BASE are no fault of the change, and
 * stand where its files had them.
 */
export function mistakesGithub(sentence: string, errors: readonly Diagnostic[], base: string | null): string {
  const severity = base === null ? "error" : "warning";
  const told =
    base === null ? errors : errors.map((one) => ({ ...one, severity, message: `in ${base}: ${one.message}` }) as const);
  return `::${severity} title=lambdagrant diff::${escapeData(sentence)}\n${printGithub(told)}`;
}

/** Where an annotation stands. */
function placeAt({ file, line }: { readonly file: string; readonly line: number }, nameOf: (file: string) => string): string {
  return [`file=${escapeProperty(nameOf(file))}`, `line=${line}`, "title=lambdagrant diff"].join(",");
}

function guardrailWarning(one: GuardrailChange, nameOf: (file: string) => string): string {
  // What is gone stands nowhere in the files of today.
  const at = one.after ?? { file: one.before?.file ?? "", line: 1 };
  return `::warning ${placeAt(at, nameOf)}::${escapeData(`loosens ${guardrailWords(one)}`)}`;
}

function notice(one: FunctionChange, note: string, nameOf: (file: string) => string): string {
  return `::notice ${placeAt(functionPlace(one), nameOf)}::${escapeData(`${titleWords(one).name}: ${note}`)}`;
}

/** Where a function stands; one that is gone stands nowhere in the files of today. */
function functionPlace({ before, after }: FunctionChange): { readonly file: string; readonly line: number } {
  return after ?? { file: before?.file ?? "", line: 1 };
}

function warning(one: FunctionChange, line: Line, nameOf: (file: string) => string): string {
  const [cause] = line.change.causes;
  // A Deny that is gone stands nowhere in the specs of today.
  const gone = line.kind === "grants" && line.change.grant.effect === "Deny";
  const at = gone || cause === undefined ? functionPlace(one) : cause;
  const words = line.kind === "role" ? roleWords(line.change, one) : sentence(line, one);
  return `::warning ${placeAt(at, nameOf)}::${escapeData(`${titleWords(one).name} ${changeWord(line.change, one)}: ${words}`)}`;
}

function sentence({ change, actions }: Extract<Line, { kind: "grants" }>, one: FunctionChange): string {
  const condition = conditionWords(change.grant);
  const marks = change.marks.map(({ kind, says }) => `${kind}: ${says}`);
  const what = grantWords(change.about, change.grant, actions, directionOf(change, one));
  return [condition === "" ? what : `${what}, ${condition}`, ...marks].join("; ");
}
