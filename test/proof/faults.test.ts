import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Compiled, CompileInput } from "../../generator/compile.ts";
import { type Fault, faults } from "./faults/faults.ts";

/**
 * The program with one line wrong: whatever stands between a spec and its grants, the proof must not agree with it. It is built again
 * with each fault of the table, one at a time, and each must end in `unproven`, without files.
 */

const top = fileURLToPath(new URL("../../", import.meta.url));

function sourceAt(file: string): string {
  return readFileSync(join(top, "generator", file), "utf8");
}

/** The pipeline from its sources, file by file: of a fault, only the file that has it and those that import it are loaded anew. */
class Program {
  private readonly texts = new Map<string, string>();
  private readonly imports = new Map<string, Set<string>>();
  private readonly loaded = new Map<string, object>();

  /** The compiler, with a fault where one is given. */
  compiler(fault: Fault | null): (input: CompileInput) => Compiled {
    // Only as it is, all of it is known.
    this.load("compile.ts", this.loaded, null);
    const anew = fault === null ? new Set<string>() : this.importersOf(fault.file);
    const known = new Map([...this.loaded].filter(([file]) => !anew.has(file)));
    return (this.load("compile.ts", known, fault) as { compile: (input: CompileInput) => Compiled }).compile;
  }

  /** A file with all that import it, or import what does. */
  private importersOf(file: string): ReadonlySet<string> {
    const found = new Set([file]);
    for (const one of found) for (const [other, imported] of this.imports) if (imported.has(one)) found.add(other);
    return found;
  }

  private load(file: string, known: Map<string, object>, fault: Fault | null): object {
    const found = known.get(file);
    if (found !== undefined) return found;
    const module = { exports: {} };
    known.set(file, module.exports);
    const ask = createRequire(join(top, "generator", file));
    const asked = (name: string): unknown => {
      if (!name.startsWith(".")) return ask(name);
      const other = join(dirname(file), name);
      this.imports.set(file, (this.imports.get(file) ?? new Set()).add(other));
      return this.load(other, known, fault);
    };
    const code = fault?.file === file ? asCommonJs(file, broken(fault)) : this.textOf(file);
    new Function("module", "exports", "require", code)(module, module.exports, asked);
    known.set(file, module.exports);
    return module.exports;
  }

  private textOf(file: string): string {
    const text = this.texts.get(file) ?? asCommonJs(file, sourceAt(file));
    this.texts.set(file, text);
    return text;
  }
}

function asCommonJs(file: string, text: string): string {
  // The reference is read beside the program.
  const define = { "import.meta.url": JSON.stringify(pathToFileURL(join(top, "dist/program.cjs")).href) };
  return transformSync(text, { loader: file.endsWith(".json") ? "json" : "ts", format: "cjs", target: "node20", define }).code;
}

/** A source with the fault in the place of its one line. */
function broken({ file, line, instead }: Fault): string {
  return sourceAt(file)
    .split("\n")
    .map((text) => (text.trim() === line ? instead : text))
    .join("\n");
}

function found({ file, line }: Fault): number {
  return sourceAt(file)
    .split("\n")
    .filter((text) => text.trim() === line).length;
}

const folder = fileURLToPath(new URL("./faults/", import.meta.url));

/** A spec of the folder, with the settings above it. */
function inputOf(name: string): CompileInput {
  const many = (begin: string, width: number, count: number) =>
    `["${Array.from({ length: count }, (_, index) => begin + String(index).padStart(width, "0")).join('", "')}"]`;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => ({
      path,
      file: path,
      text: readFileSync(join(folder, path), "utf8")
        .replace("MANY_OBJECTS", many("arn:aws:s3:::bucket/", 900, 8))
        .replace("MANY_TABLES", many("arn:aws:dynamodb:eu-west-1:123456789012:table/", 200, 20)),
    }));
  return {
    rootName: "specs",
    specs: files.filter(({ path }) => path === `${name}/spec.yaml`),
    settings: files.filter(({ path }) => path.endsWith("stack.yaml")),
  };
}

describe("a fault", () => {
  const program = new Program();

  it.each(["orders", "edge", "large", "env", "provider"])("is none in the program as it is: %s", (name) => {
    const { diagnostics, files } = program.compiler(null)(inputOf(name));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(faults.map((fault) => [`${fault.file}: ${fault.what}`, fault] as const))("%s", (_, fault) => {
    expect(found(fault), `the line of ${fault.file} stands there once: ${fault.line}`).toBe(1);
    const { diagnostics, files } = program.compiler(fault)(inputOf(fault.spec ?? "orders"));
    expect(files).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toContain("unproven");
  });
});
