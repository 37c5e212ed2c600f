import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { top } from "./program.ts";

/** The Terraform directories of out/ that stand for themselves: a module, which has a README, is planned by what calls it. */
export function outRoots(): readonly string[] {
  return outStacks().filter((stack) => !existsSync(join(top, "out", stack, "README.md")));
}

/** The Terraform directories of out/: `media`, `dev/catalog`. */
export function outStacks(): readonly string[] {
  const out = join(top, "out");
  const all = readdirSync(out, { recursive: true, withFileTypes: true });
  return all
    .flatMap((entry) => (entry.name === "stack.tf" ? [relative(out, join(entry.parentPath, entry.name))] : []))
    .map(dirname)
    .sort();
}
