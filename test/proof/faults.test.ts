import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BuildContext, context } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
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

/** The files that have a fault. */
const faulty = new RegExp(`/generator/(${[...new Set(faults.map(({ file }) => file))].join("|")})$`.replaceAll(".", "\\."));

/** Builds the pipeline, with a fault where one is given. */
class Builder {
  private fault: Fault | null = null;
  private context: BuildContext | null = null;

  async build(fault: Fault | null): Promise<(input: CompileInput) => Compiled> {
    this.fault = fault;
    this.context ??= await context({
      entryPoints: [join(top, "generator/compile.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
      logLevel: "error",
      // The reference is read beside the bundle.
      define: { "import.meta.url": JSON.stringify(pathToFileURL(join(top, "dist/program.cjs")).href) },
      plugins: [
        {
          name: "fault",
          setup: ({ onLoad }) => {
            // Only files that a fault is in: esbuild keeps the others as it has read them.
            onLoad({ filter: faulty }, ({ path }) => ({
              contents:
                this.fault !== null && path === join(top, "generator", this.fault.file)
                  ? broken(this.fault)
                  : readFileSync(path, "utf8"),
              loader: "ts",
            }));
          },
        },
      ],
    });
    const { outputFiles } = await this.context.rebuild();
    const module = { exports: {} as { compile: (input: CompileInput) => Compiled } };
    const run = new Function("module", "exports", "require", outputFiles?.[0]?.text ?? "");
    run(module, module.exports, createRequire(import.meta.url));
    return (input) => module.exports.compile(input);
  }

  async dispose(): Promise<void> {
    await this.context?.dispose();
  }
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
  const builder = new Builder();
  afterAll(() => builder.dispose());

  it.each(["orders", "edge", "large", "env", "provider"])("is none in the program as it is: %s", async (name) => {
    const { diagnostics, files } = (await builder.build(null))(inputOf(name));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(faults.map((fault) => [`${fault.file}: ${fault.what}`, fault] as const))("%s", async (_, fault) => {
    expect(found(fault), `the line of ${fault.file} stands there once: ${fault.line}`).toBe(1);
    const { diagnostics, files } = (await builder.build(fault))(inputOf(fault.spec ?? "orders"));
    expect(files).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toContain("unproven");
  });
});
