import { readFileSync } from "node:fs";
import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { type Found, findSpecs, type SpecFile } from "../files/find.ts";
import type { FindProblem } from "../files/find-problem.ts";
import type { SourceFile } from "../spec/stack.ts";
import { type Exit, exit } from "./print-output.ts";

/** The specs of a run, read. */
export interface Input {
  readonly found: Found;
  readonly specs: readonly SourceFile[];
  readonly settings: readonly SourceFile[];
  /** Below the root: the specs that PATH names. */
  readonly selected: ReadonlySet<string>;
}

export type ReadInput = { readonly input: Input } | { readonly diagnostics: readonly Diagnostic[]; readonly status: Exit };

/** Finds and reads what PATH names; where it cannot, diagnostics and the exit status. */
export async function readInput(paths: readonly string[], specs: string | undefined): Promise<ReadInput> {
  const found = await findSpecs(paths.length === 0 ? [specs ?? "specs"] : paths, {
    ...(specs !== undefined && { specs }),
    cwd: process.cwd(),
  });
  if ("problems" in found) return { diagnostics: found.problems.map(findDiagnostic), status: exit.machine };
  const diagnostics: Diagnostic[] = [];
  const failed: boolean[] = [];
  const read = ({ path, file }: SpecFile): SourceFile | [] => {
    try {
      return { path, file, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
    } catch (thrown) {
      const notText = thrown instanceof TypeError;
      failed.push(!notText);
      diagnostics.push(
        error(
          "unreadable-file",
          whole(file),
          notText ? "this file is not UTF-8 text" : `this file cannot be read: ${reasonOf(thrown)}`,
        ),
      );
      return [];
    }
  };
  const input: Input = {
    found,
    specs: found.specs.flatMap(read),
    settings: found.settings.flatMap(read),
    selected: new Set(found.specs.filter(({ selected }) => selected).map(({ path }) => path)),
  };
  if (diagnostics.length > 0) return { diagnostics, status: failed.includes(true) ? exit.machine : exit.input };
  return { input };
}

/** The place of a file as a whole. */
export function whole(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
}

/** The machine's error as a clause: `EACCES: permission denied, open 'x'` → `permission denied`. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/^[A-Z]+: /, "").replace(/, \w+ '.*$/, "");
}

function findDiagnostic(problem: FindProblem): Diagnostic {
  switch (problem.kind) {
    case "missing":
      return error("unreadable-file", whole(problem.path), "there is no such file or folder");
    case "no-specs":
      return error(
        "no-specs",
        whole(problem.path),
        "there is no spec here",
        "a spec is a .yaml file; `lambdagrant init` writes one to start from",
      );
    case "not-yaml":
      return error("no-specs", whole(problem.path), "a spec is a .yaml or .yml file");
    case "not-a-folder":
      return error("no-specs", whole(problem.path), "`--specs` names a folder");
    case "hidden":
      return error("no-specs", whole(problem.path), "hidden files and folders hold no specs");
    case "unusable-name":
      return error("invalid-name", whole(problem.path), "a file's name cannot hold a control character");
    case "not-readable":
      return error("unreadable-file", whole(problem.path), `this cannot be read: ${problem.reason}`);
    case "same-name":
      return error(
        "duplicate-output",
        whole(problem.path),
        `this and ${problem.other} would write one file`,
        "rename one of them",
      );
    case "several-roots":
      return error(
        "no-specs",
        whole(problem.roots[0] ?? "."),
        `the paths lie in several folders of specs: ${problem.roots.join(", ")}`,
        "say which folder is the root with --specs DIR",
      );
    case "outside-root":
      return error("no-specs", whole(problem.path), `this lies outside of the folder of specs, ${problem.root}`);
  }
}
