import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { errorCode } from "../errno.ts";
import { isHidden } from "../folders.ts";
import { readText } from "../text.ts";
import { isOurs } from "./plan.ts";

/** A file of Terraform that a person wrote beside the output. */
export interface HandWritten {
  /** Below the out folder: `prod/media`. */
  readonly directory: string;
  /** As to show it: `out/orders/resources.tf`. */
  readonly file: string;
  /** Null where it is not read. */
  readonly text: string | null;
}

/** The Terraform below a folder that we did not write. Overrides declare nothing of their own. */
export function* handWritten(out: string, folder = out): Generator<HandWritten> {
  const entries = entriesOf(folder);
  yield* handWrittenIn(out, folder, entries);
  for (const entry of entries)
    if (entry.isDirectory() && !isHidden(entry.name)) yield* handWritten(out, join(folder, entry.name));
}

/** That of one folder alone; what is there under a name of `ours` is the output's place, and is not read. */
export function* handWrittenIn(
  out: string,
  folder: string,
  entries = entriesOf(folder),
  ours: ReadonlySet<string> = new Set(),
): Generator<HandWritten> {
  const top = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? realpathSync(out) : null;
  if (top === null) return;
  for (const entry of entries) {
    const file = join(folder, entry.name);
    if (entry.isDirectory() || !isTerraform(entry.name) || ours.has(entry.name)) continue;
    const read = readText(file, top);
    if (read.kind === "text" && isOurs(file, read.text)) continue;
    yield {
      directory: relative(out, dirname(file)).replaceAll(sep, "/"),
      file: file.replaceAll(sep, "/"),
      text: read.kind === "text" ? read.text : null,
    };
  }
}

/** Whether Terraform reads a file of this name, and not over others: https://developer.hashicorp.com/terraform/language/files/override */
export function isTerraform(name: string): boolean {
  return /\.tf(?:\.json)?$/.test(name) && !/(?:^|_)override\.tf(?:\.json)?$/.test(name);
}

/** What lies in a folder; nothing, where another run has removed it meanwhile. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
}
