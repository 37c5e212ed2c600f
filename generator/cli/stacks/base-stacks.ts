import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type LayOutMore, type Revision, withRevision } from "../../files/git/revision.ts";
import { isTerraform } from "../../files/output/hand-written.ts";
import { fileNameOf, folderOf } from "../../files/paths.ts";
import { readTemplates } from "../templates/templates.ts";
import { type FoundStack, findStacks, namesOfOutput } from "./find-stacks.ts";
import { type HashSettings, hashStacks, type ListedStack } from "./hash-stacks.ts";

/** The folders of a run, from the current one. */
interface Folders {
  readonly root: string;
  readonly out: string;
  readonly templates?: string;
}

/** The stacks that a revision has, or why they cannot be listed; `unusable`: no revision could answer. */
type BaseStacks = { readonly listed: readonly ListedStack[] } | { readonly unlisted: string } | { readonly unusable: string };

/** Lists the stacks of a revision as those of the working tree are listed. */
export async function baseStacks(
  revision: Revision,
  cwd: string,
  { root, out, templates }: Folders,
  settings: HashSettings,
): Promise<BaseStacks> {
  return withRevision(revision, cwd, root, async ({ cwd: there, folder, more }) => {
    // Before the first spec there is nothing, and that can be compared.
    if (!existsSync(resolve(there, folder))) return { listed: [] };
    const stacks = await findStacks([folder], folder, there);
    if ("diagnostics" in stacks) return notListed(stacks.diagnostics);
    const own = templates === undefined ? null : readTemplates(more(templates, (path) => path.endsWith(".tf.hbs")));
    const place = { cwd: there, out: outThere(out, stacks.stacks, more), templates: own?.templates ?? [] };
    const listed = hashStacks(stacks, place, settings);
    return "diagnostics" in listed ? notListed(listed.diagnostics) : { listed };
  });
}

/** Of the output, what was written by hand beside it: the rest is large, and no input. */
function outThere(out: string, stacks: readonly FoundStack[], more: LayOutMore): string {
  const names = new Map(
    stacks.flatMap((stack) => {
      const ours = namesOfOutput(stack);
      return stack.targets.map(({ directory }) => [directory, ours] as const);
    }),
  );
  return more(out, (path) => isTerraform(fileNameOf(path)) && names.get(folderOf(path))?.has(fileNameOf(path)) === false);
}

function notListed(diagnostics: readonly Diagnostic[]): BaseStacks {
  if (diagnostics.every(({ code }) => code === "no-specs")) return { listed: [] };
  const [first] = diagnostics;
  return { unlisted: `${first?.file}: ${first?.message}` };
}
