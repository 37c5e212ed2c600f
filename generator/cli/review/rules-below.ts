import { realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { folderLister, isOfOthers, isRules } from "../../files/folders.ts";
import { below } from "../../files/paths.ts";
import { textsInside } from "../../files/text.ts";
import { type CompanyRule, readRules } from "../../rules/read-rules.ts";
import { unread as whyUnread } from "../input.ts";

interface RulesBelow {
  readonly rules: readonly CompanyRule[];
  /** The folders whose rules.yaml has a mistake, or cannot be read: what is forbidden there and below is not known. */
  readonly unread: readonly string[];
  /** What is wrong with those files. */
  readonly errors: readonly Diagnostic[];
}

/** All rules at and below a folder of specs, also where no spec is: what is forbidden there stays so when the last one goes. */
export function rulesBelow(root: string, cwd: string): RulesBelow {
  const top = resolve(cwd, root);
  // What cannot be listed is told where specs are read.
  const list = folderLister(() => undefined);
  const read = textsInside(realpathSync.native(top));
  const rules: CompanyRule[] = [];
  const unread: string[] = [];
  const errors: Diagnostic[] = [];
  const readIn = (folder: string): void => {
    const { settings, folders } = list(join(top, folder), top);
    for (const name of settings.filter(isRules)) {
      const path = below(folder, name);
      // Beside specs, it is refused where these are read.
      if (isOfOthers(join(top, path))) continue;
      const file = join(root, path).replaceAll(sep, "/");
      const text = read(join(top, path));
      const found =
        text.kind === "text" ? readRules(folder, file, text.text) : { rules: [], diagnostics: [whyUnread(file, text)] };
      const wrong = found.diagnostics.filter(isError);
      rules.push(...found.rules);
      errors.push(...wrong);
      if (wrong.length > 0) unread.push(folder);
    }
    for (const name of folders) readIn(below(folder, name));
  };
  readIn("");
  return { rules, unread, errors };
}
