import type { CompileInput, Derived } from "../compile.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../spec/stack.ts";
import { type Draft, type HomeOf, type Refused, type Told, told } from "./draft.ts";
import { object } from "./read-state.ts";
import { takeOut, withLabel } from "./take-out.ts";
import { shown } from "./text/texts.ts";
import { settingsText, specText } from "./write-spec.ts";

/** Drafts of one place until they compile together: what the compiler refuses is taken out, and told with its message. */

export interface Settled<Made extends Derived> {
  readonly made: Made;
  /** By the function's name. */
  readonly specs: ReadonlyMap<string, SettledSpec>;
  /** Functions of which not even the rest compiles, by name. */
  readonly givenUp: ReadonlyMap<string, GivenUp>;
}

export interface GivenUp {
  readonly why: string;
  /** The argument without which there is no function, where what was read does not say it. */
  readonly lacks: string | null;
}

export interface SettledSpec {
  readonly draft: Draft;
  /** What it says: the same file as long as it says the same, since of a file that is known nothing is read anew. */
  readonly file: SourceFile;
  readonly findings: readonly Told[];
  readonly refused: readonly Refused[];
}

/** Takes out what the compiler refuses, of each draft one thing after the other; `make` is as much of the compiler as is asked. */
export function settleDrafts<Made extends Derived>(
  drafts: readonly Draft[],
  home: HomeOf,
  make: (input: CompileInput) => Made,
): Settled<Made> {
  const settings: readonly SourceFile[] = [{ path: "stack.yaml", file: "stack.yaml", text: settingsText(home) }];
  let specs: readonly SettledSpec[] = drafts.map((draft) => written({ draft, findings: [], refused: [] }));
  const givenUp = new Map<string, GivenUp>();
  for (;;) {
    // A function that was read twice is one file.
    const files = new Map(specs.map(({ file }) => [file.path, file]));
    const made = make({ rootName: "adopted", specs: [...files.values()], settings });
    const mistakes = made.diagnostics.filter(isError);
    if (mistakes.length === 0) return { made, specs: firstOfEach(specs, ({ draft }) => draft.name), givenUp };
    const first = firstOfEach(mistakes, ({ file }) => file);
    specs = specs.flatMap((spec) => {
      const file = files.get(spec.file.path) ?? spec.file;
      const mistake = first.get(file.file);
      if (mistake === undefined) return [spec];
      const less = without(spec, file.text, mistake);
      if (less === null) givenUp.set(spec.draft.name, whyGivenUp(spec, mistake));
      return less ?? [];
    });
    // Nothing can be taken out of a draft where none is at fault.
    if (!mistakes.some(({ file }) => files.has(file))) {
      for (const { draft } of specs) givenUp.set(draft.name, { why: mistakes[0]?.message ?? "", lacks: null });
      specs = [];
    }
  }
}

function firstOfEach<Of>(all: readonly Of[], keyOf: (one: Of) => string): ReadonlyMap<string, Of> {
  return new Map(all.toReversed().map((one) => [keyOf(one), one]));
}

function written(spec: Omit<SettledSpec, "file">): SettledSpec {
  const path = fileOf(spec.draft);
  return { ...spec, file: { path, file: path, text: specText(spec.draft, [], []) } };
}

/** The file of a draft: its function's name, whatever place it gets. */
export function fileOf({ name }: Draft): string {
  return `${name}.yaml`;
}

function without({ draft, findings, refused }: SettledSpec, text: string, mistake: Diagnostic): SettledSpec | null {
  const named = mistake.code === "duplicate-label" ? withLabel(draft, text, mistake) : null;
  if (named !== null) return written({ draft: named, findings, refused });
  const taken = takeOut(draft, text, mistake);
  if (taken === null) return null;
  const hint = mistake.hint === undefined ? "" : ` (${mistake.hint})`;
  const isOver = taken.section === "actions" && isDead(mistake);
  const widens = taken.widens !== null && !isOver ? `; ${taken.widens}` : "";
  const what = `${taken.section} ${JSON.stringify(shown(taken.says), shortened)}: ${mistake.message}${widens}`;
  return written({
    draft: taken.draft,
    findings: [...findings, told(isOver ? "dead" : "left-out", taken.from, what)],
    refused: [...refused, { section: taken.section, says: taken.says, message: `${mistake.message}${hint}${widens}` }],
  });
}

/** Of what a function cannot be without, and no spec can say: what it was, and what may stand there. */
function whyGivenUp({ refused }: SettledSpec, { code, message, hint }: Diagnostic): GivenUp {
  const [, key] = (code === "missing-key" ? /^`function` needs `(\w+)`$/.exec(message) : null) ?? [];
  if (key === undefined) return { why: hint === undefined ? message : `${message} (${hint})`, lacks: null };
  const said = refused.find(({ section, says }) => section === "function" && key in object(says));
  if (said === undefined) return { why: `a spec needs its ${key}, and what was read does not say it`, lacks: key };
  const value = shown(object(said.says)[key]);
  const was = typeof value === "string" ? value : JSON.stringify(value);
  return { why: `its ${key} is ${was}: ${said.message}; change it there first, and adopt it then`, lacks: null };
}

/** More than this of a list, nobody reads in a report; the spec has all of it. */
const mostTold = 20;

function shortened(_: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= mostTold) return value;
  return [...value.slice(0, mostTold), `and ${value.length - mostTold} more`];
}

/** What the checker of actions finds can never match. */
function isDead({ code }: Diagnostic): boolean {
  return ["unknown-action", "not-scopable", "resource-type-mismatch", "unmatched-resource", "impossible-condition"].includes(
    code,
  );
}
