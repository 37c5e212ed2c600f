import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** What was found in one folder, in one target. */
interface Found {
  readonly folder: string;
  readonly target: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong in every target of a folder is told once; what is wrong in some of them names these. */
export function toldOnce(stacks: readonly Found[]): readonly Diagnostic[] {
  const byFolder = new Map<string, Found[]>();
  for (const stack of stacks) {
    const same = byFolder.get(stack.folder);
    if (same === undefined) byFolder.set(stack.folder, [stack]);
    else same.push(stack);
  }
  return [...byFolder.values()].flatMap((targets) => {
    const found = new Map<string, { readonly diagnostic: Diagnostic; readonly in: Set<string> }>();
    for (const { target, diagnostics } of targets)
      for (const diagnostic of diagnostics) {
        const key = JSON.stringify(diagnostic);
        const same = found.get(key) ?? { diagnostic, in: new Set<string>() };
        found.set(key, same);
        if (target !== null) same.in.add(target);
      }
    return [...found.values()].map(({ diagnostic, in: names }) =>
      names.size === targets.length || names.size === 0
        ? diagnostic
        : { ...diagnostic, message: `${diagnostic.message}${inTargets([...names])}` },
    );
  });
}

/** Words for the targets that something is about. */
export function inTargets(names: readonly string[]): string {
  return names.length === 0 ? "" : ` (target${names.length > 1 ? "s" : ""} ${names.join(", ")})`;
}
