import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Compiled, compile, type Emit } from "../../generator/compile.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";
import { top } from "./program.ts";

/** The specs of the repository, compiled. */
export function compiledSpecs(emit?: Emit): Compiled {
  const folder = join(top, "specs");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((path): SourceFile => ({ path, file: `specs/${path}`, text: readFileSync(join(folder, path), "utf8") }));
  const isSettings = ({ path }: SourceFile) => /(^|\/)(stack|rules)\.ya?ml$/.test(path);
  return compile(
    { rootName: "specs", specs: files.filter((file) => !isSettings(file)), settings: files.filter(isSettings) },
    emit,
  );
}
