import { type Removal, withoutActions } from "../../code/suggest/amend.ts";
import { readUsed, type Used } from "../../code/used/read-used.ts";
import { recordsOf, type Tightened, tightened } from "../../code/used/tightened.ts";
import { type InTarget, unusedEverywhere } from "../../code/used/unused-everywhere.ts";
import { derive } from "../../compile.ts";
import { isError } from "../../diagnostics/diagnostic.ts";
import { counted } from "../../diagnostics/print-text.ts";
import { patchNames } from "../../files/git/repository.ts";
import { unifiedPatch } from "../../files/output/patch.ts";
import type { Change } from "../../files/output/plan.ts";
import { readPrinted } from "../../files/text.ts";
import { textOf } from "../../iam/arn.ts";
import { namedFunctions } from "../code/functions-of.ts";
import { compileInput, readInput, reportUnread } from "../input.ts";
import { type CommonOptions, type Exit, endRun, err, exit, out, printReport, say } from "../print-output.ts";

export interface TightenOptions extends CommonOptions {
  readonly used: readonly string[];
  readonly specs?: string;
}

/** `lambdagrant tighten`: what was really called against what the specs grant, and the patch that takes out what was not. */
export async function tighten(paths: readonly string[], options: TightenOptions): Promise<Exit> {
  const records: Used[] = [];
  for (const file of options.used) {
    const read = readPrinted(file);
    if ("problem" in read) return endRun(read.problem);
    const used = readUsed(read.text);
    if ("problem" in used) return endRun(`${file} cannot be read: ${used.problem}`);
    for (const one of used) records.push(one);
  }
  const input = await readInput(paths, options.specs);
  if ("diagnostics" in input) return reportUnread(input, options, derive);
  const { selected, sources } = input.input;
  const derived = derive(compileInput(input.input, {}));
  if (derived.diagnostics.some(isError)) {
    printReport({ diagnostics: derived.diagnostics, files: selected.size, functions: derived.functions, sources }, options);
    return exit.input;
  }
  const functions = namedFunctions(derived, input.input).map((targets) =>
    targets.map(({ stack, spec, grants }): InTarget => {
      const own = recordsOf(spec, grants, records);
      return { target: stack.target, spec, own, result: tightened(spec, grants, own) };
    }),
  );
  const compared = functions.filter((targets) => targets.some(({ result }) => result !== null));
  if (records.every(({ role }) => role === null) && compared.length > 1)
    return endRun("these records name no role; name the one spec that they are about");
  const results = compared
    .flat()
    .flatMap(({ target, spec, result }): readonly Result[] =>
      result === null ? [] : [{ ...result, spec: spec.span.file, target }],
    );
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const kept: string[] = [];
  // From the last document of a file on: what is taken out moves what follows.
  for (const targets of compared.toReversed()) {
    const spec = targets[0]?.spec;
    if (spec === undefined) continue;
    const { removals, kept: why } = unusedEverywhere(targets);
    const text = texts.get(spec.span.file) ?? "";
    const amended = withoutActions(text, removals);
    if (amended !== null) texts.set(spec.span.file, amended);
    const told = amended === null ? `${byHand}: ${removals.map(inWords).join("; ")}` : why;
    if (told !== null) kept.unshift(`${spec.span.file} ${textOf(spec.name)}: ${told}`);
  }
  const changes = sources.flatMap(({ file, text }): Change[] => {
    const after = texts.get(file) ?? text;
    return after === text ? [] : [{ kind: "update", path: file, before: text, text: after }];
  });
  const patch = unifiedPatch(changes, patchNames(process.cwd()));
  if (options.format === "json") out(JSON.stringify({ functions: results, kept, patch }, null, 2));
  else {
    if (!options.quiet) for (const line of [...results.flatMap(linesOf), ...kept]) say(line);
    if (results.length === 0) err("lambdagrant: the records name no role of these functions");
    else if (!options.quiet) err("lambdagrant: actions alone were compared, not the resources on which they were called");
    out(patch === "" ? counted(results.length, "function") : patch);
  }
  return exit.done;
}

/** What the records say of a function in one target. */
interface Result extends Tightened {
  readonly spec: string;
  readonly target: string | null;
}

const byHand = "its actions are written in a way that no patch changes; take out by hand";

function inWords({ line, actions }: Removal): string {
  return `of line ${line} ${actions.join(", ")}`;
}

function linesOf(result: Result): readonly string[] {
  const { spec, function: name, unused, undeclared, unseen, perhapsUnused } = result;
  return [
    ...unused.map(({ line, actions }) => `${spec}:${line} ${name} never called ${actions.join(", ")}`),
    ...undeclared.map(({ action, times, refused }) =>
      refused
        ? `${spec} ${name} was refused ${action}, ${counted(times, "time")}`
        : `${spec} ${name} called ${action} ${counted(times, "time")}, and the spec does not grant it`,
    ),
    ...(perhapsUnused.length === 0
      ? []
      : [
          `${spec} ${name}: nothing shows that it called ${perhapsUnused.join(", ")}; take these out where the trail logs data of all that they are granted on`,
        ]),
    ...(unseen.length === 0
      ? []
      : [`${spec} ${name}: these records do not tell whether it used ${unseen.join(", ")}, so this stays`]),
  ];
}
