import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { mappingAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { targetName } from "../language/language.ts";
import type { Keys } from "../language/shape.ts";
import { limits } from "../yaml/limits.ts";
import { describe, entryOf, isTakenBack, layered, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** A target is an environment: `targets: {dev: {…}, prod: {…}}` in stack.yaml, and what a spec says of one. */

/** What is wrong with `targets` in one file, stack.yaml or a document of a spec; `keys` are those that may differ. */
export function* checkTargets(mapping: YamlMapping, keys: Keys): Generator<Diagnostic> {
  const entry = entryOf(mapping, "targets");
  if (entry === undefined) return;
  const { value } = entry;
  if (value.kind !== "mapping") {
    const hint = "write the name of each, and below it what it sets: prod: {memory_size: …}";
    yield error("wrong-type", value.span, `\`targets\` takes a mapping, not ${describe(value)}`, hint);
    return;
  }
  const beyond = value.entries[limits.targets.most];
  if (beyond !== undefined) yield error("yaml-limit", beyond.keySpan, `a stack has at most ${limits.targets.most} targets`);
  for (const { key, keySpan, value: own } of value.entries) {
    if (!targetName.test(key))
      yield error(
        "invalid-name",
        keySpan,
        key === "node_modules"
          ? "no target is called node_modules: nobody looks for anything in a folder of that name"
          : "a target's name begins with a small letter, and has small letters, digits, - and _, 32 at most",
        "it is a folder of the output: dev, prod-eu",
      );
    if (own.kind === "mapping") yield* checkKeys(own, keys, `targets.${key}`, keySpan);
    else if (!isTakenBack(own))
      yield error(
        "wrong-type",
        own.span,
        own.kind === "null" ? `\`${key}\` has no value` : `\`${key}\` takes a mapping, not ${describe(own)}`,
        `write \`${key}: {}\` where it sets nothing, and \`${key}: null\` where there is no such target here`,
      );
  }
}

/** The targets that hold in a folder, in the order in which the files from the root down name them. */
export function targetNames(files: readonly YamlMapping[]): readonly string[] {
  const names = new Set<string>();
  for (const file of files)
    for (const { key, value } of targetsOf(file)) {
      if (isTakenBack(value)) names.delete(key);
      else names.add(key);
    }
  return [...names];
}

/**
 * What a file says for a target: what it says of that one over what it says of all; of that, `keys` alone. Null where it takes itself
 * out of the target.
 */
export function inTarget(file: YamlMapping, target: string | null, keys: Keys): YamlMapping | null {
  if (!file.entries.some(({ key }) => key === "targets")) return file;
  const all = { ...file, entries: file.entries.filter(({ key }) => key !== "targets") };
  const own = target === null ? undefined : targetsOf(file).find(({ key }) => key === target)?.value;
  if (own === undefined) return all;
  if (isTakenBack(own)) return null;
  if (own.kind !== "mapping") return all;
  const merged = layered(all, { ...own, entries: own.entries.filter(({ key }) => Object.hasOwn(keys, key)) });
  // The file's own place stays the place of the whole.
  return merged?.kind === "mapping" ? { ...merged, span: file.span } : all;
}

/** The targets that a document speaks of, each with its place. */
export function targetsOf(file: YamlMapping): readonly YamlEntry[] {
  return mappingAt(file, "targets")?.entries ?? [];
}
