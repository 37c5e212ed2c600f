import { type Diagnostic, error, firstLine, type Span } from "../diagnostics/diagnostic.ts";

/** Two specs that would write one file, or a file that Terraform reads as something else. */
export function* checkOutputs(files: readonly { readonly path: string; readonly file: string }[]): Generator<Diagnostic> {
  const seen = new Map<string, string>();
  for (const { path, file } of files) {
    const name = (path.split("/").at(-1) ?? path).replace(/\.ya?ml$/, "");
    // Some file systems tell no capitals from small letters.
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), file);
    else
      yield error(
        "duplicate-output",
        firstLine(file),
        `this spec and ${first} would write one file, ${name}.tf`,
        "rename one of them",
      );
    if (name.toLowerCase() === "stack")
      yield error("duplicate-output", firstLine(file), "the stack's own file is called stack.tf", "rename the spec");
    // https://developer.hashicorp.com/terraform/language/files/override
    if (/(^|_)override$/.test(name))
      yield error(
        "invalid-name",
        firstLine(file),
        `Terraform merges a file called ${name}.tf into the others`,
        "rename the spec",
      );
  }
}

/** A stack in one of its targets, and the Terraform directory that it becomes. */
interface Placed {
  readonly folder: string;
  readonly target: string | null;
  readonly directory: string;
  readonly functions: readonly Span[];
}

/** Two stacks that would be one Terraform directory: a target may be called as a folder is. */
export function* checkDirectories(stacks: readonly Placed[]): Generator<Diagnostic> {
  const byDirectory = new Map<string, Placed[]>();
  for (const stack of stacks.filter(({ functions }) => functions.length > 0)) {
    const key = stack.directory.toLowerCase();
    byDirectory.set(key, [...(byDirectory.get(key) ?? []), stack]);
  }
  for (const same of byDirectory.values())
    for (const stack of same) {
      // Of one folder, two targets whose names differ in capitals are told where they are declared.
      const other = same.find(({ folder }) => folder !== stack.folder);
      const [at] = stack.functions;
      if (other === undefined || at === undefined) continue;
      yield error(
        "duplicate-output",
        at,
        `${stackName(stack)} and ${stackName(other)} would be one Terraform directory, ${stack.directory}`,
        "rename one of the folders, or the target",
      );
    }
}

function stackName({ folder, target }: Placed): string {
  const name = folder === "" ? "the root" : `the folder ${folder}`;
  return target === null ? name : `${name} in the target ${target}`;
}
