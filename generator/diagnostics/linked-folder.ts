import { type Diagnostic, error, firstLine } from "./diagnostic.ts";

/** A link in the output where a folder belongs, told by what reads beside the output and by what writes there. */
export function linkedFolder(file: string): Diagnostic {
  return error(
    "foreign-file",
    firstLine(file),
    "this is a link where the output has a folder: Terraform would read files behind it at which nobody looks here",
    "put the folder itself in its place",
  );
}
