import { join } from "node:path";
import { type CodeInTarget, compareCode, unusedActions } from "../../code/against/compare-code.ts";
import { handlerOf, runtimeOf } from "../../code/against/resolved.ts";
import { entryCandidates } from "../../code/entry.ts";
import type { Derived } from "../../compile.ts";
import { type Diagnostic, warning } from "../../diagnostics/diagnostic.ts";
import { textOf } from "../../iam/arn.ts";
import type { Spec } from "../../spec/spec.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { CodeFolder } from "../code/code-folder.ts";
import { namedFunctions } from "../code/functions-of.ts";
import type { Input } from "../input.ts";

export interface CodeFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** The sources that findings stand in. */
  readonly sources: readonly SourceFile[];
  /** The functions whose code was read. */
  readonly functions: number;
  /** Those whose code was not found. */
  readonly unfound: number;
}

/**
 * Holds the code of each function that PATH names against its spec. A function's `code` says where its sources lie, from the root of the
 * specs; those that say nothing have theirs in `folder`. `strict` makes what is missing an error, and tells of each function whose code
 * nobody can find.
 */
export async function codeFindings(
  derived: Derived,
  input: Pick<Input, "found" | "selected">,
  folder: string | null,
  strict: boolean,
): Promise<CodeFindings> {
  const folders = new Map<string, CodeFolder | Diagnostic>();
  const diagnostics: Diagnostic[] = [];
  let [functions, unfound] = [0, 0];
  for (const targets of namedFunctions(derived, input)) {
    const read: CodeInTarget[] = [];
    for (const { spec, grants } of targets) {
      const place = spec.sources === null ? folder : join(input.found.root, spec.sources);
      if (!spec.managed) continue;
      const code = place === null ? null : (folders.get(place) ?? (await CodeFolder.open(place)));
      if (place !== null && code !== null) folders.set(place, code);
      const handler = handlerOf(spec.arguments);
      const reading = code instanceof CodeFolder ? (code.readingOf(handler)?.reading ?? null) : null;
      // Of a handler whose own file could not be read nobody knows what it needs.
      const isRead = reading !== null && (reading.files.length > 0 || reading.found.length === 0);
      read.push({ spec, reading: isRead ? reading : null });
      if (isRead) functions++;
      else unfound++;
      if (code === null && strict) diagnostics.push(unsaid(spec));
      if (!(code instanceof CodeFolder)) continue;
      if (reading === null) diagnostics.push(notFound(spec, handler ?? "", code.shown));
      else diagnostics.push(...compareCode(spec, grants, reading, code.shown));
    }
    diagnostics.push(...unusedActions(read, targetsBeside(derived, targets[0].stack.folder)));
  }
  const opened = [...folders.values()];
  const unreadable = opened.filter((one): one is Diagnostic => !(one instanceof CodeFolder));
  return {
    diagnostics: [...unreadable, ...diagnostics.map((one) => (strict ? strictly(one) : one))],
    sources: opened.flatMap((one) => (one instanceof CodeFolder ? one.files() : [])),
    functions,
    unfound,
  };
}

/** The targets of a folder that the run is not about. */
function targetsBeside({ folders, checked }: Derived, folder: string): readonly string[] {
  const all = folders.find((one) => one.folder === folder)?.targets ?? [];
  return all.filter((name) => !checked.some((stack) => stack.folder === folder && stack.target === name));
}

/** That nothing says where the code of a function lies. */
function unsaid({ span, name }: Spec): Diagnostic {
  return warning(
    "unknown-call",
    span,
    `nothing says where the code of ${textOf(name)} lies, so it was not held against its spec`,
    "write code: {sources: DIR}, or give the folder with --code DIR",
  );
}

function strictly(found: Diagnostic): Diagnostic {
  return found.code === "undeclared-action" ? { ...found, severity: "error" } : found;
}

/** That no source is the handler's. */
function notFound({ span, arguments: given }: Spec, handler: string, folder: string): Diagnostic {
  const isPython = runtimeOf(given)?.startsWith("node") !== true;
  const first = entryCandidates(handler).find((path) => isPython === path.endsWith(".py")) ?? handler;
  return warning(
    "unknown-call",
    span,
    `the handler ${handler} names no source below ${folder === "" ? "the folder" : folder}`,
    `there should be ${first}${isPython ? ", or its like in JavaScript or TypeScript" : ", or its like"}`,
  );
}
