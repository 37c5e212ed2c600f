import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { compileSpecs } from "../../generator/cli/review/compile-side.ts";
import type { PermissionDiff } from "../../generator/review/change.ts";
import { isGrantChange } from "../../generator/review/change.ts";
import type { Side } from "../../generator/review/reviewed.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";

/** Changes of one folder of specs, as data: what is edited, and, written by hand, all that it grants and takes away. */

const here = fileURLToPath(new URL(".", import.meta.url));
export const changesFolder = join(here, "changes");

export interface ScriptedChange {
  readonly says: string;
  readonly edits: readonly Edit[];
  readonly verdict: PermissionDiff["verdict"];
  /** What becomes of functions, beside their changes. */
  readonly functions?: readonly string[];
  /** Each change of a permission. */
  readonly changes: readonly string[];
}

type Edit =
  | { readonly file: string; readonly replace: string; readonly with: string }
  | { readonly file: string; readonly write: string }
  | { readonly file: string; readonly rename: string }
  | { readonly file: string; readonly delete: true };

export const changeNames: readonly string[] = readdirSync(changesFolder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.slice(0, -".yaml".length))
  .sort();

export function readChange(name: string): ScriptedChange {
  return parse(readFileSync(join(changesFolder, `${name}.yaml`), "utf8")) as ScriptedChange;
}

export type Texts = ReadonlyMap<string, string>;

export function baseTexts(): Texts {
  const folder = join(here, "base");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

export function edited(texts: Texts, edits: readonly Edit[]): Texts {
  const result = new Map(texts);
  for (const edit of edits) {
    const text = result.get(edit.file);
    if ("write" in edit) result.set(edit.file, edit.write);
    else if (text === undefined) throw new Error(`there is no ${edit.file} to edit`);
    else if ("replace" in edit) {
      if (text.split(edit.replace).length !== 2) throw new Error(`${edit.file} does not hold once: ${edit.replace}`);
      result.set(
        edit.file,
        text.replace(edit.replace, () => edit.with),
      );
    } else {
      result.delete(edit.file);
      if ("rename" in edit) result.set(edit.rename, text);
    }
  }
  return result;
}

export function sideOf(texts: Texts): Side & { readonly errors: readonly string[] } {
  const files = [...texts].map(([path, text]): SourceFile => ({ path, file: `specs/${path}`, text }));
  const isSettings = ({ path }: SourceFile) => /(^|\/)stack\.yaml$/.test(path);
  const { side, errors } = compileSpecs({
    rootName: "specs",
    specs: files.filter((file) => !isSettings(file)),
    settings: files.filter(isSettings),
  });
  return { ...side, errors: errors.map(({ message }) => message) };
}

/** Changes as the data writes them: `gained notify role s3:GetObject arn:…`. */
export function changeLines(diff: PermissionDiff): readonly string[] {
  return diff.functions
    .filter(({ status }) => status !== "not compared")
    .flatMap(({ before, after, changes }) =>
      changes.map((change) => {
        const start = `${change.change} ${(after ?? before)?.function} ${change.about}`;
        if (!isGrantChange(change)) return `${start} ${change.before} → ${change.after}`;
        const { principal, action, resource } = change.grant;
        return [start, ...(principal === null ? [] : [principal]), action, resource].join(" ");
      }),
    );
}

/** What became of functions: `renamed worker → jobs`. */
export function functionLines(diff: PermissionDiff): readonly string[] {
  return diff.functions.flatMap(({ status, before, after }) => {
    if (status === "changed") return [];
    const name = (after ?? before)?.function;
    return [status === "renamed" ? `renamed ${before?.function} → ${name}` : `${status} ${name}`];
  });
}
