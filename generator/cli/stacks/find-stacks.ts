import { basename, resolve } from "node:path";
import { isError } from "../../diagnostics/diagnostic.ts";
import type { Found, SpecFile } from "../../files/find.ts";
import { isRules } from "../../files/folders.ts";
import { byFolder, downTo, fileNameOf } from "../../files/paths.ts";
import { readAllSettings } from "../../spec/settings-above.ts";
import { directoryOf, type SourceFile } from "../../spec/stack.ts";
import { targetNames } from "../../spec/target/target.ts";
import { compareText } from "../../text-order.ts";
import { findInput, reader, type Unread } from "../input.ts";
import { exit } from "../print-output.ts";

/** A folder of specs with what it is made from, in each of its targets. */
export interface FoundStack {
  readonly folder: string;
  readonly specs: readonly SpecFile[];
  /** Every stack.yaml and rules.yaml from the root down to it. */
  readonly settings: readonly SourceFile[];
  readonly targets: readonly FoundTarget[];
}

/** A folder of specs in one of its targets; null where it has none. */
interface FoundTarget {
  readonly target: string | null;
  /** Below the out folder. */
  readonly directory: string;
}

export interface FoundStacks {
  readonly found: Found;
  readonly stacks: readonly FoundStack[];
}

/** The stacks that PATH names. Only settings are read: they say which targets there are, whatever is wrong with a spec. */
export async function findStacks(
  paths: readonly string[],
  root: string | undefined,
  cwd: string,
): Promise<FoundStacks | (Unread & { readonly settings?: readonly SourceFile[] })> {
  const found = await findInput(paths, root, cwd);
  if ("diagnostics" in found) return found;
  const { read, mistakes } = reader(found, cwd);
  const settings = found.settings.flatMap(read);
  const unread = mistakes();
  if (unread !== null) return unread;
  const { above, diagnostics } = readAllSettings(settings.filter(({ path }) => !isRules(fileNameOf(path))));
  if (diagnostics.some(isError)) return { diagnostics, status: exit.input, settings };
  const settingsOf = byFolder(settings);
  const stacks = [...byFolder(found.specs)].map(([folder, specs]): FoundStack => {
    const names = targetNames(above(folder));
    const targets: readonly (string | null)[] = names.length === 0 ? [null] : [...names].sort(compareText);
    return {
      folder,
      specs,
      settings: downTo(folder).flatMap((upper) => settingsOf.get(upper) ?? []),
      targets: targets.map((target) => ({ target, directory: directoryOf(folder, target) })),
    };
  });
  return { found, stacks: stacks.sort((a, b) => compareText(a.folder, b.folder)) };
}

/** What there is where no spec is. */
export function noStacks(root: string): FoundStacks {
  return { found: { root, rootName: basename(resolve(root)), specs: [], settings: [], whole: [""] }, stacks: [] };
}

/** The names in a Terraform directory that are the output's: what stands there under them is no input. */
export function namesOfOutput({ specs }: FoundStack): ReadonlySet<string> {
  const names = specs.map(({ path }) => fileNameOf(path).replace(/\.ya?ml$/, ".tf"));
  return new Set([...names, "stack.tf", "cdk.tf.json"]);
}
