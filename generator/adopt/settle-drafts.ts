import { type Compiled, compile } from "../compile.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { type Draft, type HomeOf, type Refused, type Told, told } from "./draft.ts";
import { object } from "./read-state.ts";
import { takeOut, withLabel } from "./take-out.ts";
import { shown } from "./text/texts.ts";
import { settingsText, specText } from "./write-spec.ts";

/** Drafts of one place until they compile together: what the compiler refuses is taken out, and told with its message. */

export interface Settled {
  readonly compiled: Compiled;
  readonly specs: readonly SettledSpec[];
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
  readonly findings: readonly Told[];
  readonly refused: readonly Refused[];
}

/** Takes out what the compiler refuses, of each draft one thing after the other. */
export function settleDrafts(drafts: readonly Draft[], home: HomeOf): Settled {
  let specs: readonly SettledSpec[] = drafts.map((draft) => ({ draft, findings: [], refused: [] }));
  const givenUp = new Map<string, GivenUp>();
  for (;;) {
    const texts = new Map(specs.map(({ draft }) => [fileOf(draft), specText(draft, [], [])]));
    const compiled = compile({
      rootName: "adopted",
      specs: [...texts].map(([path, text]) => ({ path, file: path, text })),
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settingsText(home) }],
    });
    const mistakes = compiled.diagnostics.filter(isError);
    if (mistakes.length === 0) return { compiled, specs, givenUp };
    const before = specs;
    specs = specs.flatMap((spec) => {
      const file = fileOf(spec.draft);
      const mistake = mistakes.find((one) => one.file === file);
      if (mistake === undefined) return [spec];
      const less = without(spec, texts.get(file) ?? "", mistake);
      if (less === null) givenUp.set(spec.draft.name, whyGivenUp(spec, mistake));
      return less ?? [];
    });
    if (specs === before || specs.length === 0 || !mistakes.some(({ file }) => texts.has(file))) {
      for (const { draft } of specs) givenUp.set(draft.name, { why: mistakes[0]?.message ?? "", lacks: null });
      specs = [];
    }
  }
}

/** The file of a draft: its function's name, whatever place it gets. */
export function fileOf({ name }: Draft): string {
  return `${name}.yaml`;
}

function without({ draft, findings, refused }: SettledSpec, text: string, mistake: Diagnostic): SettledSpec | null {
  const named = mistake.code === "duplicate-label" ? withLabel(draft, text, mistake) : null;
  if (named !== null) return { draft: named, findings, refused };
  const taken = takeOut(draft, text, mistake);
  if (taken === null) return null;
  const hint = mistake.hint === undefined ? "" : ` (${mistake.hint})`;
  const isOver = taken.section === "actions" && isDead(mistake);
  const widens = taken.widens !== null && !isOver ? `; ${taken.widens}` : "";
  const what = `${taken.section} ${JSON.stringify(shown(taken.says), shortened)}: ${mistake.message}${widens}`;
  return {
    draft: taken.draft,
    findings: [...findings, told(isOver ? "dead" : "left-out", taken.from, what)],
    refused: [...refused, { section: taken.section, says: taken.says, message: `${mistake.message}${hint}${widens}` }],
  };
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
