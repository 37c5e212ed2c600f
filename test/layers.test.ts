import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The arrows between the stages: what each folder of generator/ may import of the others. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  grants: [],
  diagnostics: [],
  sources: ["grants"],
  iam: ["grants", "diagnostics"],
  spec: ["grants", "diagnostics", "sources", "iam"],
  derive: ["spec", "sources", "iam", "grants"],
  backends: ["grants"],
  proof: ["grants", "iam"],
  review: ["grants", "proof", "iam"],
  files: [],
  // What a spec needs is found out without the code that derives what is granted.
  needs: ["spec", "sources", "iam", "proof", "grants", "diagnostics"],
};
const everything = ["compile", "index", "cdktf", "cdktn", "construct", "cli"];

const generator = fileURLToPath(new URL("../generator/", import.meta.url));
const sources = readdirSync(generator, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
);

function layerOf(path: string): string {
  return (relative(generator, path).split("/")[0] ?? "").replace(/\.ts$/, "");
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(generator, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
    resolve(dirname(join(generator, file)), match[1] ?? ""),
  );
}

describe("arrows", () => {
  it.each(sources)("%s", (file) => {
    const layer = layerOf(join(generator, file));
    const allowed = arrows[layer];
    if (allowed === undefined) {
      expect(everything).toContain(layer);
      return;
    }
    const imported = importsOf(file).map(layerOf);
    expect(imported.filter((other) => other !== layer && !allowed.includes(other))).toEqual([]);
  });

  it("the evaluator under another licence stays in the tests", () => {
    const using = sources.filter((file) => /iam-simulate/.test(readFileSync(join(generator, file), "utf8")));
    expect(using).toEqual([]);
  });

  it("only files/ writes, and only the command line prints", () => {
    const writers = sources.filter((file) =>
      /writeFileSync|renameSync|rmSync|unlinkSync|mkdirSync/.test(readFileSync(join(generator, file), "utf8")),
    );
    expect(writers.filter((file) => !file.startsWith("files/"))).toEqual([]);
    const printers = sources.filter((file) =>
      /console\.(log|error|warn|info)|process\.std(out|err)/.test(readFileSync(join(generator, file), "utf8")),
    );
    expect(printers.every((file) => file.startsWith("cli/"))).toBe(true);
  });
});
