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
  const top = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? realpathSync(out) : null;
  if (top === null) return;
  for (const entry of entriesOf(folder)) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isHidden(entry.name)) yield* handWritten(out, file);
      continue;
    }
    // https://developer.hashicorp.com/terraform/language/files/override
    if (!/\.tf(?:\.json)?$/.test(entry.name) || /(?:^|_)override\.tf(?:\.json)?$/.test(entry.name)) continue;
    const read = readText(file, top);
    if (read.kind === "text" && isOurs(file, read.text)) continue;
    yield {
      directory: relative(out, dirname(file)).replaceAll(sep, "/"),
      file: file.replaceAll(sep, "/"),
      text: read.kind === "text" ? read.text : null,
    };
  }
}

/** What lies in a folder; nothing, where another run has removed it meanwhile. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
