import { join } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { counted } from "../../diagnostics/print-text.ts";
import type { Plan } from "../../files/output/plan.ts";
import type { ArchivedFolder } from "../../spec/spec.ts";
import type { Input } from "../input.ts";
import { type CommonOptions, type Exit, err, exit, out, printReport, type Report } from "../print-output.ts";

/** What a run of generate says at its end. */

export interface GenerateOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly out: string;
  readonly backend: "hcl" | "cdktf" | "cdktn";
  readonly templates?: string;
  readonly prune: boolean;
  readonly check: boolean;
  readonly watch: boolean;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

/** What a run without mistakes found. */
export interface Outcome {
  readonly stacks: readonly { readonly folder: string; readonly directory: string }[];
  readonly functions: number;
  readonly statements: number;
  readonly permissions: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The folders of code: whether they are there is asked anew each time. */
  readonly archived: readonly ArchivedFolder[];
}

/** What a run was about, as far as it is told. */
interface ToldInput extends Pick<Report, "sources"> {
  readonly selected?: Input["selected"];
}

/** A run that ends with mistakes, and its status. */
export function fail(
  diagnostics: readonly Diagnostic[],
  status: Exit,
  options: GenerateOptions,
  input?: ToldInput,
  functions = 0,
): Exit {
  const files = input?.selected?.size ?? 0;
  printReport({ diagnostics, files, functions, ...(input?.sources && { sources: input.sources }) }, options);
  if (options.format === "text" && !options.quiet) {
    const errors = diagnostics.filter(isError).length;
    err(`${counted(errors, "mistake")}; nothing was written`);
  }
  return status;
}

/** What was found and what becomes of the files, in the formats of machines, and mistakes as text. */
function reportPlan(
  plan: Plan,
  { diagnostics, functions }: Outcome,
  { selected, sources }: ToldInput,
  options: GenerateOptions,
): void {
  const changes = plan.changes.map(({ kind, path }) => ({ kind, path }));
  const shown = options.check ? changes.filter(({ kind }) => kind !== "keep") : changes;
  const files = selected?.size ?? 0;
  printReport({ diagnostics, files, functions, ...(sources && { sources }) }, options, { changes: shown });
}

/** Says where the output is not what it should be (`--check`). */
export async function checkPlan(plan: Plan, outcome: Outcome, input: ToldInput, options: GenerateOptions): Promise<Exit> {
  reportPlan(plan, outcome, input, options);
  const stale = plan.changes.filter(({ kind }) => kind !== "keep");
  if (options.format === "text") {
    if (stale.length > 0) {
      const { unifiedPatch } = await import("../../files/output/patch.ts");
      const { patchNames } = await import("../../files/git/repository.ts");
      const nameOf = patchNames(process.cwd());
      out(unifiedPatch(plan.changes, (path) => nameOf(join(options.out, path))));
      if (!options.quiet)
        err(`${options.out} is out of date: ${counted(stale.length, "file")} would change; run lambdagrant generate`);
    } else if (!options.quiet) out(`${options.out} is up to date: ${counted(plan.changes.length, "file")}`);
  }
  return stale.length > 0 ? exit.input : exit.done;
}

/** Says what was done. */
export function finish(plan: Plan, outcome: Outcome, input: ToldInput, options: GenerateOptions, milliseconds: number): void {
  reportPlan(plan, outcome, input, options);
  if (options.format !== "text" || options.quiet) return;
  const { functions, statements, permissions } = outcome;
  const of = (...kinds: readonly string[]) => plan.changes.filter(({ kind }) => kinds.includes(kind)).length;
  out(
    `${counted(functions, "function")}, ${counted(statements, "statement")}, ${counted(permissions, "permission")}; ` +
      `${counted(of("create", "update"), "file")} written, ${of("keep")} unchanged, ${of("delete")} removed (${(milliseconds / 1000).toFixed(2)} s)`,
  );
}
