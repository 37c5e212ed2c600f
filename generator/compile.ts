import { type EmittedFile, emitHcl } from "./backends/hcl/emit.ts";
import { renderer } from "./backends/hcl/render.ts";
import { readmeOf } from "./backends/module-readme.ts";
import { takenTwice } from "./derive/account-names.ts";
import { collisionsOf } from "./derive/collisions.ts";
import { cycleOf } from "./derive/cycles.ts";
import { idleDenies } from "./derive/role/idle-denies.ts";
import { deriveStack } from "./derive/stack-grants.ts";
import { type Diagnostic, error, inOrder, isError, type Span, warning } from "./diagnostics/diagnostic.ts";
import { isRules } from "./files/folders.ts";
import { nameMistake, pathMistake } from "./files/path-mistake.ts";
import { folderOf, isWithin, nameOf } from "./files/paths.ts";
import type { FunctionGrants, StackGrants } from "./grants.ts";
import { checkAttached } from "./iam/policy/attached-policies.ts";
import { checkSizes } from "./iam/policy/policy-limits.ts";
import { listing } from "./iam/reference/wording.ts";
import type { FunctionNeeds } from "./proof/function-needs.ts";
import { needsOf } from "./proof/needs/find-needs.ts";
import { proveStack, type Verdict } from "./proof/prove-stack.ts";
import { wordsOf } from "./proof/rule.ts";
import { reviewedOf } from "./review/reviewed.ts";
import { judgeRules } from "./rules/judge-rules.ts";
import { type CompanyRule, readRules } from "./rules/read-rules.ts";
import type { Spec } from "./spec/spec.ts";
import { readStacks, type SourceFile, type Stack } from "./spec/stack.ts";
import { inTargets, toldOnce } from "./spec/target/told-once.ts";

/** What a compilation starts from: texts, whoever read them. */
export interface CompileInput {
  /** The root folder's own name, which headers begin with. */
  readonly rootName: string;
  readonly specs: readonly SourceFile[];
  /** Every stack.yaml and rules.yaml from the root down to the specs. */
  readonly settings: readonly SourceFile[];
  /** The targets that it is about; without it, all, and the stacks that have none. */
  readonly targets?: readonly string[];
  /** The way from a Terraform directory (`prod/media`, below the out folder) to the root; else as if out/ stood beside it. */
  readonly toRoot?: (directory: string) => string;
  /** Addresses that are declared by hand in a Terraform directory: of these, variables and versions are left out of the output. */
  readonly declared?: (directory: string) => ReadonlySet<string>;
  /** Told after each stack. */
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

/** What specs grant, before any backend. Empty where a spec has an error. */
export interface Derived {
  readonly stacks: readonly StackGrants[];
  /** The checked specs of each stack, in the order of the stacks: what a proof takes the needs from. */
  readonly checked: readonly Stack[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every target that a stack here has, those too that it was not about. */
  readonly targets: readonly string[];
  readonly functions: number;
}

/** One function, in one target, with what it needs and what was proven of it. */
export interface Proven {
  readonly target: string | null;
  readonly needs: FunctionNeeds;
  readonly verdict: Verdict;
}

export interface Compiled extends Derived {
  /** Empty where anything is unproven: nobody can write what was not proven. */
  readonly files: readonly EmittedFile[];
  /** Every function of the stacks, in their order, with its verdict. */
  readonly proven: readonly Proven[];
}

/** A backend: what all stacks become. */
export type Emit = (stacks: readonly StackGrants[]) => readonly EmittedFile[];

/** The backend of those who name none: HCL through the built-in templates, or a team's own. */
export function hclBackend(render = renderer()): Emit {
  return (stacks) => stacks.flatMap((stack) => emitHcl(stack, render));
}

/**
 * Specs → Terraform: read, check, derive, emit, prove. Files come out only where no spec has an error and every function is proven
 * from what was emitted; all mistakes of all specs come out in any case.
 */
export function compile(input: CompileInput, emit: Emit = hclBackend()): Compiled {
  const derived = derive(input);
  const files = emit(derived.stacks);
  const proven = proveSpecs(derived, files);
  const unproven = proven.flatMap(unprovenOf);
  return {
    ...derived,
    proven,
    files: unproven.length === 0 ? [...files, ...derived.stacks.flatMap(readmeOf)] : [],
    diagnostics: [...derived.diagnostics, ...unproven],
  };
}

/** The half of it that needs no backend: specs → grants, with all mistakes that specs can have. */
export function derive(input: CompileInput): Derived {
  const misnamed = [...nameMistakes(input)];
  if (misnamed.length > 0) return { stacks: [], checked: [], diagnostics: inOrder(misnamed), targets: [], functions: 0 };
  const isRule = ({ path }: SourceFile) => isRules(nameOf(path));
  const forbidden = input.settings.filter(isRule).map(({ path, file, text }) => readRules(folderOf(path), file, text));
  const { stacks, diagnostics, targets } = readStacks({ ...input, settings: input.settings.filter((file) => !isRule(file)) });
  const functions = stacks.reduce((sum, { specs }) => sum + specs.length, 0);
  const none = { stacks: [], checked: [], targets, functions };
  const early = [...diagnostics, ...forbidden.flatMap((read) => read.diagnostics), ...toldOnce(stacks)];
  if (early.some(isError)) return { ...none, diagnostics: inOrder(early) };
  const grants = stacks.map((stack) => deriveStack(stack.folder, stack.source, stack.settings, stack.specs, input.declared));
  const late = grants.map((stack, index) => {
    const { settings, specs } = stacks[index] as Stack;
    const found = checkGrants(
      stack,
      specs.map(({ span }) => span),
    );
    const denies = specs.flatMap((spec, number) => [...checkDenies(spec, stack.functions[number])]);
    return { folder: stack.folder, settings, diagnostics: [...found, ...denies] };
  });
  const together = [
    ...toldOnce(late),
    ...checkAccounts(grants, stacks),
    ...checkRules(
      forbidden.flatMap(({ rules }) => rules),
      grants,
      stacks,
    ),
  ];
  const all = inOrder([...early, ...together]);
  return together.some(isError)
    ? { ...none, diagnostics: all }
    : { stacks: grants, checked: stacks, diagnostics: all, targets, functions };
}

/** Each function against the files of its stack. */
function proveSpecs({ checked, stacks }: Derived, files: readonly EmittedFile[]): readonly Proven[] {
  const byDirectory = new Map<string, EmittedFile[]>();
  for (const file of files) {
    const directory = folderOf(file.path);
    const list = byDirectory.get(directory);
    if (list === undefined) byDirectory.set(directory, [file]);
    else list.push(file);
  }
  return checked.flatMap(({ folder, specs }, number) => {
    const grants = stacks[number];
    if (grants === undefined) throw new Error(`nothing is derived for the stack in ${folder}`);
    const { target, directory } = grants;
    const needs = specs.map(needsOf);
    const verdicts = proveStack(byDirectory.get(directory) ?? [], needs, grants);
    return needs.map((need, index) => {
      const verdict = verdicts[index];
      if (verdict === undefined) throw new Error(`no verdict on ${need.function}`);
      return { target, needs: need, verdict };
    });
  });
}

/** What could not be proven of a function, as mistakes. They are ours, unless templates of one's own are in use. */
function unprovenOf({ target, verdict }: Proven): readonly Diagnostic[] {
  const span = { ...verdict.place, column: 1, endLine: verdict.place.line, endColumn: 2 };
  const all = [
    ...verdict.missing.map((pair) => `it needs ${wordsOf(pair)}, and ${pair.reason}`),
    ...verdict.extra.map((pair) => `the output allows ${wordsOf(pair)}, and ${pair.reason}`),
    ...verdict.problems,
    ...verdict.differences,
  ];
  const hint = "report this, with the spec; where templates of your own are in use, the README lists what they may change";
  return all.map((what) =>
    error("unproven", span, `${verdict.function}${inTargets([target ?? []].flat())} is not proven: ${what}`, hint),
  );
}

/** Paths and the root's name become paths and headers of the output, so they are judged before any text is. */
function* nameMistakes({ rootName, specs, settings }: CompileInput): Generator<Diagnostic> {
  const at = (file: string) => ({ file, line: 1, column: 1, endLine: 1, endColumn: 2 });
  const root = nameMistake(rootName);
  if (root !== null) yield error("invalid-name", at(rootName), `the root's name ${root}`, "give the root folder's own name");
  for (const { path, file } of [...specs, ...settings]) {
    const mistake = pathMistake(path) ?? (/\.ya?ml$/.test(path) ? null : "does not end with .yaml or .yml");
    if (mistake !== null) yield error("invalid-name", at(file), `this path ${mistake}`, "give its path below the root");
  }
}

/** Who writes a deny wants to take something away. */
function* checkDenies(spec: Spec, of: FunctionGrants | undefined): Generator<Diagnostic> {
  for (const { entry, actions } of of === undefined ? [] : idleDenies(spec, of)) {
    const message = `nothing of this function allows ${listing(actions)} there, so there is nothing to deny`;
    const hint = "remove it, unless another policy of the role comes from elsewhere";
    yield warning("without-effect", entry.span, message, hint);
  }
}

/** What is wrong with grants that no spec shows alone: their sizes, what two functions would share, what waits for itself. */
function* checkGrants(stack: StackGrants, spans: readonly Span[]): Generator<Diagnostic> {
  const { functions } = stack;
  for (const [index, of] of functions.entries()) {
    const span = spans[index];
    if (span !== undefined) yield* [...checkSizes(of, span), ...checkAttached(of, stack, span)];
  }
  for (const { what, first, second } of collisionsOf(functions)) {
    const [at, other] = [spans[second], spans[first]];
    if (at === undefined || other === undefined) continue;
    yield error(
      "duplicate-label",
      at,
      first === second
        ? `this function would have ${what} twice`
        : `this function and the one at ${other.file}:${other.line} would both have ${what}`,
      first === second ? "give the entry or the role another name" : "give one of them another name or a `label`",
    );
  }
  const cycle = cycleOf(stack);
  const at = cycle === null ? undefined : spans[cycle.function];
  if (cycle !== null && at !== undefined)
    yield error(
      "dependency-cycle",
      at,
      `these wait for each other: ${cycle.path.join(" → ")}`,
      "name one of them by its ARN or its name, written out: text waits for nothing",
    );
}

/** Names that two stacks, or two targets, would give to two things of one account. */
function* checkAccounts(grants: readonly StackGrants[], stacks: readonly Stack[]): Generator<Diagnostic> {
  const homes = stacks.map(({ settings }) => settings.home);
  for (const { what, where, first, second } of takenTwice(grants, homes)) {
    const spot = (at: typeof first) => stacks[at.stack]?.specs[at.function]?.span;
    const [at, other] = [spot(second), spot(first)];
    if (at === undefined || other === undefined) continue;
    const of = (one: typeof first) => inTargets([grants[one.stack]?.target ?? []].flat());
    yield error(
      "duplicate-name",
      at,
      `${what}${of(second)} and that of the function at ${other.file}:${other.line}${of(first)} would be one: both are in ${where}`,
      "set `name_prefix` or `name_suffix` in the stack.yaml or the target of one of them, or rename one",
    );
  }
}

/** What the rules of a stack's folder, and of those above it, forbid. */
function* checkRules(
  rules: readonly CompanyRule[],
  grants: readonly StackGrants[],
  stacks: readonly Stack[],
): Generator<Diagnostic> {
  for (const [number, { folder, source, specs }] of stacks.entries()) {
    const own = rules.filter((rule) => isWithin(folder, rule.folder));
    for (const [index, spec] of specs.entries()) {
      const of = grants[number]?.functions[index];
      if (own.length + spec.approvals.length > 0 && of !== undefined)
        yield* judgeRules(reviewedOf(folder, source, spec, of, needsOf(spec)), own);
    }
  }
}
