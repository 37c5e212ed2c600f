import { type Diagnostic, error, firstLine, warning } from "../diagnostics/diagnostic.ts";
import { linkedFolder } from "../diagnostics/linked-folder.ts";
import type { Applied } from "../files/output/disk.ts";
import type { Foreign } from "../files/output/plan.ts";

/** What stands in the way of a plan, as mistakes; what another root left is one mistake, however many files that are. */
export function foreignDiagnostics(foreign: readonly Foreign[], folder: string): readonly Diagnostic[] {
  const ofOthers = foreign.filter(({ reason }) => reason === "other-root");
  const [first] = ofOthers;
  const rest = foreign.filter(({ reason }) => reason !== "other-root").map((one) => foreignDiagnostic(one, folder));
  if (first === undefined) return rest;
  const others = ofOthers.length - 1;
  const more = others === 0 ? "" : others === 1 ? ", and so does another one here" : `, and so do ${others} others here`;
  return [
    error(
      "foreign-file",
      firstLine(`${folder}/${first.path}`),
      `this file comes from ${first.why ?? "a spec"} of another folder of specs, as far as one can tell${more}`,
      "give this folder of specs an output of its own with --out, or take this one over with --prune",
    ),
    ...rest,
  ];
}

function foreignDiagnostic({ path, reason, why }: Foreign, folder: string): Diagnostic {
  const at = firstLine(path === "" ? folder : `${folder}/${path}`);
  switch (reason) {
    case "not-ours":
    case "other-root":
      return error(
        "foreign-file",
        at,
        "this file was not written by lambdagrant, and a spec would write over it",
        "rename the file or the spec",
      );
    case "other-stack":
      return error(
        "duplicate-output",
        at,
        `this file comes from ${why ?? "another stack"}, where there are specs: two stacks would be one Terraform directory`,
        "rename one of the folders, or the target; where the other one was renamed, generate all specs at once",
      );
    case "stray":
      return error(
        "foreign-file",
        at,
        `this file says that lambdagrant made it, and ${why === undefined ? "not of which spec" : `of ${why}, whose output does not lie here`}: Terraform would read it with the output`,
        "remove it; where somebody wrote it by hand, take its first line out, so that it is read as that",
      );
    case "folder":
      return error("foreign-file", at, "a folder stands where a spec would write a file", "rename the folder or the spec");
    case "link-outside":
      return error("foreign-file", at, "this is a link that leads out of the output folder", "remove the link");
    case "linked-folder":
      return linkedFolder(at.file);
    case "file-in-the-way":
      return error(
        "foreign-file",
        at,
        "a file stands where the output needs a folder",
        path === "" ? "rename the file, or name another folder with --out" : "rename the file",
      );
    case "not-readable":
      return error("foreign-file", at, `what stands here cannot be read: ${why ?? "the machine does not say why"}`);
  }
}

/** The files that a run that was ended left as they were. */
export function unfinishedDiagnostics(paths: readonly string[], folder: string): readonly Diagnostic[] {
  const hint = "what this run does not write itself, `lambdagrant generate` of that stack writes";
  return paths.map((path) =>
    warning("interrupted-run", firstLine(`${folder}/${path}`), "an earlier run was ended before it had changed this file", hint),
  );
}

/** Why a plan was not carried out, or not to its end. */
export function notApplied(applied: Exclude<Applied, { readonly kind: "applied" }>, folder: string): Diagnostic {
  switch (applied.kind) {
    case "cannot-write": {
      const kept = applied.changed ? "some files were written before this one" : "nothing was written";
      return error("unreadable-file", firstLine(applied.path), `this cannot be written: ${applied.reason}; ${kept}`);
    }
    case "busy":
      return error(
        "unreadable-file",
        firstLine(folder),
        `another run (process ${applied.pid}) writes here and does not end; nothing was written`,
        "run it again when that one has ended",
      );
    case "in-the-way":
      return error(
        "foreign-file",
        firstLine(`${folder}/${applied.path}`),
        "this stands where a run prepares its files, and no run put it there; nothing was written",
        "move it elsewhere, or remove it",
      );
    case "overtaken":
      return error(
        "unreadable-file",
        firstLine(`${folder}/${applied.path}`),
        "somebody writes to this file again and again; nothing was written",
      );
  }
}
