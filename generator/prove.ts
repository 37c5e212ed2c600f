import type { Compiled } from "./compile.ts";
import { type Diagnostic, error } from "./diagnostics/diagnostic.ts";
import { needsOf } from "./needs/needs.ts";
import type { FunctionNeeds } from "./proof/needs.ts";
import { proveStack, type Verdict } from "./proof/prove.ts";
import type { Pair } from "./proof/rule.ts";

/** One function with what it needs and what was proven of it. */
export interface Proven {
  readonly needs: FunctionNeeds;
  readonly verdict: Verdict;
}

/** Compiled specs → a proof of each function, from the emitted files and from the specs. */
export function prove({ checked, files }: Compiled): readonly Proven[] {
  const byFolder = new Map<string, Compiled["files"][number][]>();
  for (const file of files) {
    const folder = file.path.includes("/") ? file.path.slice(0, file.path.lastIndexOf("/")) : "";
    const list = byFolder.get(folder) ?? [];
    list.push(file);
    byFolder.set(folder, list);
  }
  return checked.flatMap(({ folder, specs }) => {
    const needs = specs.map(needsOf);
    const verdicts = proveStack(byFolder.get(folder) ?? [], needs);
    return needs.flatMap((need, index) => {
      const verdict = verdicts[index];
      return verdict === undefined ? [] : [{ needs: need, verdict }];
    });
  });
}

/** What could not be proven, as mistakes; nothing may be written then. They are ours, unless templates of one's own are in use. */
export function unprovenOf(proven: readonly Proven[]): readonly Diagnostic[] {
  return proven.flatMap(({ verdict }) => {
    const span = { ...verdict.place, column: 1, endLine: verdict.place.line, endColumn: 2 };
    const all = [
      ...verdict.missing.map((pair) => `it needs ${wordsOf(pair)}, and ${pair.reason}`),
      ...verdict.extra.map((pair) => `the output allows ${wordsOf(pair)}, and ${pair.reason}`),
      ...verdict.problems,
    ];
    const hint = "report this, with the spec; where templates of your own are in use, the mistake may be theirs";
    return all.map((what) => error("unproven", span, `${verdict.function} is not proven: ${what}`, hint));
  });
}

/** `Deny s3:GetObject on arn:aws:s3:::b/* if {"Bool":…}, for service sns.amazonaws.com`. */
export function wordsOf({ effect, principal, action, resource, condition }: Pair): string {
  return [
    effect === undefined ? "" : "Deny ",
    `${action} on ${resource}`,
    principal === undefined ? "" : ` for ${principal}`,
    condition === undefined ? "" : ` if ${JSON.stringify(condition)}`,
  ].join("");
}
