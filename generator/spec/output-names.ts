import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";

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

/** Where a mistake of a whole file is told. */
export function firstLine(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
}
