import { realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { folderLister, isRules } from "../../files/folders.ts";
import { below } from "../../files/paths.ts";
import { textsInside } from "../../files/text.ts";
import { type CompanyRule, readRules } from "../../rules/read-rules.ts";

/** All rules at and below a folder of specs, also where no spec is: what is forbidden there stays so when the last one goes. */
export function rulesBelow(root: string, cwd: string): readonly CompanyRule[] {
  const top = resolve(cwd, root);
  // What cannot be listed or read is told where specs are read.
  const list = folderLister(() => undefined);
  const read = textsInside(realpathSync.native(top));
  const rulesOf = (folder: string): readonly CompanyRule[] => {
    const { settings, folders } = list(join(top, folder), top);
    const own = settings.filter(isRules).flatMap((name) => {
      const path = below(folder, name);
      const text = read(join(top, path));
      return text.kind === "text" ? readRules(folder, join(root, path).replaceAll(sep, "/"), text.text).rules : [];
    });
    return [...own, ...folders.flatMap((name) => rulesOf(below(folder, name)))];
  };
  return rulesOf("");
}
