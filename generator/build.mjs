// Builds the program: templates are precompiled, AWS's reference is compacted, and both doors are bundled into dist/.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import Handlebars from "handlebars";
import { compactReference } from "./iam/compact.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));

mkdirSync(at("dist"), { recursive: true });
await compactReference(at("dist", "reference"));
await precompileTemplates();
await bundle();

/** templates/hcl/*.tf.hbs → one module of functions, checked by the same code that checks a team's own templates. */
async function precompileTemplates() {
  const checker = at("dist", "template-source.mjs");
  await build({
    entryPoints: [at("generator/backends/hcl/template-source.ts")],
    outfile: checker,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["handlebars"],
    logLevel: "warning",
  });
  const { readTemplateSource, compileOptions } = await import(pathToFileURL(checker).href);
  const folder = at("templates", "hcl");
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(".tf.hbs"))
    .sort()
    .map((name) => {
      const program = readTemplateSource(readFileSync(join(folder, name), "utf8"));
      return `  ${name.slice(0, -".tf.hbs".length)}: ${Handlebars.precompile(program, compileOptions)},`;
    });
  const text = ["// Made by the build from templates/hcl.", "export const templates = {", ...entries, "};", ""].join("\n");
  writeIfChanged(at("generator/backends/hcl/precompiled.js"), text);
  rmSync(checker);
}

async function bundle() {
  for (const name of readdirSync(at("dist"))) if (name.endsWith(".js") || name.endsWith(".LEGAL.txt")) rmSync(at("dist", name));
  await build({
    entryPoints: { lambdagrant: at("generator/cli/main.ts"), index: at("generator/index.ts") },
    outdir: at("dist"),
    bundle: true,
    splitting: true,
    // Beside the entries, so that every chunk finds the reference at the same place.
    chunkNames: "[name]-[hash]",
    platform: "node",
    target: "node20.19",
    format: "esm",
    minify: true,
    // Names in stack traces of our own mistakes.
    keepNames: false,
    legalComments: "linked",
    define: { __VERSION__: JSON.stringify(version) },
    // The libraries that are CommonJS ask for node's own modules.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
}

function writeIfChanged(path, text) {
  let found = null;
  try {
    found = readFileSync(path, "utf8");
  } catch {
    // Not there yet.
  }
  if (found !== text) writeFileSync(path, text);
}
