import { emitHcl } from "./backends/hcl/emit.ts";
import { builtInRenderer } from "./backends/hcl/render.ts";
import { readmeOf } from "./backends/module-readme.ts";
import type { EmittedFile } from "./backends/output-file.ts";
import { deriveStack } from "./derive/stack-grants.ts";
import { type Diagnostic, error, firstLine, inOrder, isError } from "./diagnostics/diagnostic.ts";
import { isRules } from "./files/folders.ts";
import { nameMistake, pathMistake } from "./files/path-mistake.ts";
import { byFolder, fileNameOf, folderOf, isWithin } from "./files/paths.ts";
import type { StackGrants } from "./grants.ts";
import { type NameInAccount, namesInAccount } from "./judge/account-names.ts";
import { checkAccounts } from "./judge/check-accounts.ts";
import { checkDenies, checkGrants } from "./judge/check-grants.ts";
import { checkMeant } from "./judge/check-meant.ts";
import { checkVariableTypes } from "./judge/check-variable-types.ts";
import type { FunctionNeeds } from "./proof/function-needs.ts";
import { needsOfSpec } from "./proof/needs/find-needs.ts";
import { proveStack, type Verdict } from "./proof/prove-stack.ts";
import { pairInWords } from "./proof/rule.ts";
import { reviewedOf } from "./review/reviewed.ts";
import { checkRules } from "./rules/check-rules.ts";
import { type CompanyRule, readRules } from "./rules/read-rules.ts";
import { statedTypes } from "./spec/described-variables.ts";
import type { Settings } from "./spec/settings.ts";
import { type SoundStack, soundStacks } from "./spec/sound-stacks.ts";
import type { ArchivedFolder, Spec } from "./spec/spec.ts";
import { readStacks, type SourceFile, type Stack, type StackFolder, type TellingStack } from "./spec/stack.ts";
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
  /** What names that are declared by hand there stand for: the texts that could stand in their place, by their expressions. */
  readonly meanings?: (directory: string, settings: Pick<Settings, "home" | "provider">) => ReadonlyMap<string, string>;
  /** What variables that are declared by hand there are where nobody says otherwise, by their expressions. */
  readonly defaults?: (directory: string) => ReadonlyMap<string, string>;
  /** The types of variables and locals there, by their addresses, with those that the stack says itself. */
  readonly types?: (directory: string, stated: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
  /** Folders that were compiled before from the same: nothing of them is compiled again, and the others are judged beside them. */
  readonly kept?: ReadonlyMap<string, KnownFolder>;
  /** Told after each stack. */
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

/** A stack, as far as others of a run are judged by it, and what follows from it: JSON leaves it as it is. */
export interface KnownStack extends TellingStack {
  /** What is wrong with what it grants; other targets of the folder may be at fault in the same way. */
  readonly late: readonly Diagnostic[];
  /** What the company's rules forbid of it. */
  readonly forbidden: readonly Diagnostic[];
  /** The folders that Terraform makes archives of. */
  readonly archived: readonly ArchivedFolder[];
  /** The names that each of its functions takes. */
  readonly names: readonly (readonly NameInAccount[])[];
}

export type KnownFolder = StackFolder<KnownStack>;

/** What specs grant, before any backend. Empty where a spec has an error. Of `kept` folders, their mistakes and targets alone. */
export interface Derived {
  readonly stacks: readonly StackGrants[];
  /** The checked specs of each stack, in the order of the stacks: what a proof takes the needs from. */
  readonly checked: readonly Stack[];
  readonly folders: readonly KnownFolder[];
  /** What was derived of the files without mistakes, also where others have some: what is written by hand is held against it. */
  readonly sound: readonly (SoundStack & { readonly grants: StackGrants })[];
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
export function hclBackend(render = builtInRenderer()): Emit {
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
    // Copies: whoever writes into what comes out writes into nothing that is remembered.
    files: unproven.length === 0 ? [...files, ...derived.stacks.flatMap(readmeOf)].map((file) => ({ ...file })) : [],
    diagnostics: [...derived.diagnostics, ...unproven],
  };
}

/** The half of it that needs no backend: specs → grants, with all mistakes that specs can have. */
export function derive(input: CompileInput): Derived {
  const misnamed = [...nameMistakes(input)];
  if (misnamed.length > 0) return { ...nothing, diagnostics: inOrder(misnamed) };
  const isRule = ({ path }: SourceFile) => isRules(fileNameOf(path));
  const forbidden = input.settings.filter(isRule).map(({ path, file, text }) => readRules(folderOf(path), file, text));
  const { folders, diagnostics } = readStacks({ ...input, settings: input.settings.filter((file) => !isRule(file)) });
  const stacks = folders.flatMap(({ folder }): readonly TellingStack[] => folder.stacks);
  const functions = stacks.reduce((sum, stack) => sum + stack.functions.length, 0);
  const targets = [...new Set(folders.flatMap(({ folder }) => folder.targets))];
  const early = [...diagnostics, ...forbidden.flatMap((read) => read.diagnostics), ...toldOnce(stacks)];
  const wrong = new Set(early.filter(isError).map(({ file }) => file));
  const unsettled = input.settings.filter(({ file }) => wrong.has(file)).map(({ path }) => folderOf(path));
  const rules = forbidden.flatMap((read) => read.rules);
  const sound: Derived["sound"][number][] = [];
  const known = folders.map(({ kind, folder }): KnownFolder => {
    if (kind === "kept") return folder;
    const isSettled = !unsettled.some((above) => isWithin(folder.folder, above));
    const found = (isSettled ? soundStacks(folder, wrong) : []).map(({ stack, isWhole }) => {
      const grants = deriveStack(stack.folder, stack.source, stack.settings, stack.specs, input.declared);
      sound.push({ stack, isWhole, grants });
      const meanings = input.meanings?.(grants.directory, stack.settings) ?? new Map();
      const defaults = input.defaults?.(grants.directory) ?? new Map();
      const stated = statedTypes(stack.settings.described);
      const types = input.types?.(grants.directory, stated) ?? stated;
      const beside = [...checkMeant(stack, meanings, defaults), ...checkVariableTypes(stack, types)];
      return knownStack(stack, grants, rules, beside);
    });
    return { ...folder, stacks: found };
  });
  const all = known.flatMap((folder) => folder.stacks);
  const late = [
    ...toldOnce(all.map((stack) => ({ ...stack, diagnostics: [...stack.late, ...stack.forbidden] }))),
    ...checkAccounts(all),
  ];
  const told = inOrder([...early, ...late]);
  if (told.some(isError)) return { ...nothing, targets, functions, sound, diagnostics: told };
  return {
    stacks: sound.map(({ grants }) => grants),
    checked: sound.map(({ stack }) => stack),
    sound,
    folders: known.filter(({ folder }) => input.kept?.has(folder) !== true),
    diagnostics: told,
    targets,
    functions,
  };
}

const nothing = { stacks: [], checked: [], sound: [], folders: [], targets: [], functions: 0 };

/** What others are judged by of a stack, with what follows from it alone. */
function knownStack(stack: Stack, grants: StackGrants, rules: readonly CompanyRule[], more: readonly Diagnostic[]): KnownStack {
  const { folder, source, target, functions, claims, diagnostics, settings, specs } = stack;
  const reviewed = (spec: Spec, index: number) => {
    const of = grants.functions[index];
    return of === undefined ? null : reviewedOf(folder, source, spec, of, needsOfSpec(spec));
  };
  const denies = specs.flatMap((spec, number) => [...checkDenies(spec, grants.functions[number])]);
  return {
    folder,
    target,
    functions,
    claims,
    archived: specs.flatMap(({ archived }) => archived ?? []),
    diagnostics,
    late: [...checkGrants(grants, functions), ...denies, ...more],
    forbidden: [...checkRules(rules, stack, reviewed)],
    names: grants.functions.map((of, index) => namesInAccount(of, (specs[index]?.settings ?? settings).home)),
  };
}

/** Each function against the files of its stack. */
function proveSpecs({ checked, stacks }: Derived, files: readonly EmittedFile[]): readonly Proven[] {
  const byDirectory = byFolder(files);
  return checked.flatMap(({ folder, specs }, number) => {
    const grants = stacks[number];
    if (grants === undefined) throw new Error(`nothing is derived for the stack in ${folder}`);
    const { target, directory } = grants;
    const needs = specs.map((spec) => needsOfSpec(spec));
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
    ...verdict.missing.map((pair) => `it needs ${pairInWords(pair)}, and ${pair.reason}`),
    ...verdict.extra.map((pair) => `the output allows ${pairInWords(pair)}, and ${pair.reason}`),
    ...verdict.problems,
    ...verdict.differences,
  ];
  const hint = "report this, with the spec; where templates of your own are in use, the README lists what they may change";
  return all.map((what) => ({
    ...error("unproven", span, `${verdict.function}${inTargets([target ?? []].flat())} is not proven: ${what}`, hint),
    of: [verdict.function, verdict.spec],
  }));
}

/** Paths and the root's name become paths and headers of the output, so they are judged before any text is. */
function* nameMistakes({ rootName, specs, settings }: CompileInput): Generator<Diagnostic> {
  const root = nameMistake(rootName);
  if (root !== null)
    yield error("invalid-name", firstLine(rootName), `the root's name ${root}`, "give the root folder's own name");
  for (const { path, file } of [...specs, ...settings]) {
    const mistake = pathMistake(path) ?? (/\.ya?ml$/.test(path) ? null : "does not end with .yaml or .yml");
    if (mistake !== null) yield error("invalid-name", firstLine(file), `this path ${mistake}`, "give its path below the root");
  }
}
