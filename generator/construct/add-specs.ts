import { join, relative, resolve, sep } from "node:path";
import type { App } from "cdktf";
import { addStacks } from "../backends/cdktf/emit.ts";
import type { Library } from "../backends/cdktf/library.ts";
import { readInput } from "../cli/input.ts";
import { compile } from "../compile.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { printText } from "../diagnostics/print-text.ts";
import type { AddedStack } from "./props.ts";
import { SpecError } from "./read-spec.ts";

/** Adds a stack to an app for each folder of specs and each of its targets, as `generate --backend cdktf` writes them. */
export async function addSpecs(library: Library, app: App, specs: string): Promise<readonly AddedStack[]> {
  const read = await readInput([], specs);
  if ("diagnostics" in read)
    throw new SpecError(
      read.diagnostics,
      printText(read.diagnostics, () => null, false),
    );
  const { found, specs: sources, settings } = read.input;
  // cdktf puts each stack into cdktf.out/stacks/NAME.
  const toRoot = () => relative(join(resolve(app.outdir), "stacks", "name"), resolve(found.root)).replaceAll(sep, "/");
  const { stacks, diagnostics } = compile({ rootName: found.rootName, specs: sources, settings, toRoot });
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    const textOf = (file: string) => [...sources, ...settings].find((source) => source.file === file)?.text ?? null;
    throw new SpecError(diagnostics, printText(errors, textOf, false));
  }
  const names = addStacks(app, stacks, library);
  return stacks.map(({ folder, target, directory }, index) => ({ name: names[index] ?? "", folder, target, directory }));
}
