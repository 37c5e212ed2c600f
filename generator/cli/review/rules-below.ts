import { realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { isError } from "../../diagnostics/diagnostic.ts";
import { folderLister, isRules } from "../../files/folders.ts";
import { below } from "../../files/paths.ts";
import { textsInside } from "../../files/text.ts";
import { type CompanyRule, readRules } from "../../rules/read-rules.ts";

interface RulesBelow {
  readonly rules: readonly CompanyRule[];
  /** The folders whose rules.yaml has a mistake: what is forbidden there and below is not known. */
  readonly unread: readonly string[];
}

/** All rules at and below a folder of specs, also where no spec is: what is forbidden there stays so when the last one goes. */
export function rulesBelow(root: string, cwd: string): RulesBelow {
  const top = resolve(cwd, root);
  // What cannot be listed or read is told where specs are read.
  const list = folderLister(() => undefined);
  const read = textsInside(realpathSync.native(top));
  const rules: CompanyRule[] = [];
  const unread: string[] = [];
  const readIn = (folder: string): void => {
    const { settings, folders } = list(join(top, folder), top);
    for (const name of settings.filter(isRules)) {
      const path = below(folder, name);
      const text = read(join(top, path));
      if (text.kind !== "text") continue;
      const found = readRules(folder, join(root, path).replaceAll(sep, "/"), text.text);
      rules.push(...found.rules);
      if (found.diagnostics.some(isError)) unread.push(folder);
    }
    for (const name of folders) readIn(below(folder, name));
  };
  readIn("");
  return { rules, unread };
}
