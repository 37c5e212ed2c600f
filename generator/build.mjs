// Builds the program: templates are precompiled, AWS's reference is compacted, and the program and the library are bundled into dist/.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import Handlebars from "handlebars";
import { compactReference } from "./iam/reference/compact.mjs";
import { nodeVersion } from "./launch.cjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
/** Stands in the program until all of it is there to be hashed. */
const buildMark = "the hash of this build";
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));

/** What few runs need lies in a file of its own: what every run loads stays small. */
const apart = readdirSync(at("generator/cli/apart"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));

/** The program, and what compiles: that is not loaded where nothing changed. Both start from what V8 compiled at the build. */
const scripts = { program: at("generator/cli/main.ts"), compiler: at("generator/cli/compiler.ts") };

/** The program asks for what lies apart at run time. */
const leaveApart = {
  name: "leave apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/(?:apart\/[\w-]+|compiler)\.ts$/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./${basename(path, ".ts")}.cjs`, external: true } : undefined,
    );
  },
};

/** Commander starts other programs for commands that are files of their own, which ours are not: node's module waits until then. */
const childProcessLater = {
  name: "child process later",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("commander") ? { path: "child_process", namespace: "later" } : undefined,
    );
    onLoad({ filter: /^child_process$/, namespace: "later" }, () => ({
      contents: 'exports.spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);',
    }));
  },
};

mkdirSync(at("dist"), { recursive: true });
await compactReference(at("dist", "reference"));
await precompileTemplates();
await bundlePage();
// What runs from the sources, as the test of one case does, needs no more.
if (!process.argv.includes("--sources")) await bundle();

/** templates/hcl/*.tf.hbs → one module of functions, checked by the same code that checks a team's own templates. */
async function precompileTemplates() {
  const checker = at("dist", `.template-source-${process.pid}.mjs`);
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

/** The page of `report` → one module that holds its script and its style as text: a report carries both. */
async function bundlePage() {
  const { outputFiles } = await build({
    entryPoints: [at("generator/page/start-page.ts"), at("generator/page/page.css")],
    outdir: at("dist"),
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "inline",
    minify: true,
    logLevel: "warning",
    write: false,
  });
  const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
  const script = textOf(".js");
  const style = textOf(".css");
  // Both stand inside an element, which these would end, or turn into something else.
  if (/<\/(?:script|style)|<!--|<script/i.test(script + style)) throw new Error("the page's code cannot stand in a page");
  const text = [
    "// Made by the build from page/.",
    ...Object.entries({ script, style }).map(([name, code]) => `export const ${name} = ${JSON.stringify(code)};`),
    "",
  ].join("\n");
  writeIfChanged(at("generator/review/report/page-bundle.js"), text);
}

async function bundle() {
  const common = {
    bundle: true,
    platform: "node",
    target: "node20.19",
    minify: true,
    // The launcher counts on it.
    charset: "ascii",
    legalComments: "inline",
    logLevel: "warning",
    write: false,
    define: { __VERSION__: JSON.stringify(version), __BUILD__: JSON.stringify(buildMark) },
  };
  const commonjs = {
    ...common,
    format: "cjs",
    define: { ...common.define, "import.meta.url": "__url" },
    banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
  };
  const programs = build({
    ...commonjs,
    entryPoints: scripts,
    outdir: at("dist"),
    outExtension: { ".js": ".cjs" },
    plugins: [leaveApart, childProcessLater],
    // A script of node:vm, which these are, may not import, only require.
    supported: { "dynamic-import": false },
  });
  const onDemand = build({
    ...commonjs,
    entryPoints: apart.map((name) => at("generator/cli/apart", `${name}.ts`)),
    outdir: at("dist"),
    outExtension: { ".js": ".cjs" },
  });
  const library = build({
    ...common,
    entryPoints: [at("generator/index.ts")],
    format: "esm",
    // The libraries that are CommonJS ask for node's own modules.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  // Apps of CDKTF are CommonJS as often as not. The packages themselves are asked for at run time, from the app.
  const doors = build({
    ...commonjs,
    entryPoints: ["cdktf", "cdktn"].map((name) => at("generator", `${name}.ts`)),
    outdir: at("dist"),
    outExtension: { ".js": ".cjs" },
  });
  const [
    { outputFiles: bundled },
    {
      outputFiles: [api],
    },
    ...others
  ] = await Promise.all([programs, library, onDemand, doors]);
  const parts = others.flatMap(({ outputFiles }) => outputFiles);
  const hash = buildOf([...bundled, ...parts].map((file) => file.text));
  const made = bundled.map(({ path, text }) => ({ path, text: asFunction(text.replaceAll(buildMark, hash)) }));
  replaceFile(at("dist/index.js"), api.text);
  for (const { path, text } of [...made, ...parts]) replaceFile(path, text);
  keepCompiled(made);
  const grammar = "node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm";
  for (const [name, from] of [
    ["tree-sitter.wasm", "node_modules/web-tree-sitter/web-tree-sitter.wasm"],
    ["tree-sitter-terraform.wasm", grammar],
  ])
    replaceFile(at("dist", name), readFileSync(at(from)));
  const kept = [
    "tree-sitter.wasm",
    "tree-sitter-terraform.wasm",
    ...Object.keys(scripts).flatMap((name) => [`${name}.cjs`, `${name}.cache`]),
    "index.js",
    "cdktf.cjs",
    "cdktn.cjs",
    "lambdagrant.cjs",
    ...apart.map((name) => `${name}.cjs`),
  ];
  for (const { name } of readdirSync(at("dist"), { withFileTypes: true }).filter((entry) => entry.isFile())) {
    if (!kept.includes(name) && !name.startsWith(".")) rmSync(at("dist", name), { force: true });
  }
}

/** A hash of all that decides what the program says: its text, what lies apart from it, and AWS's reference. */
function buildOf(texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  const folder = at("dist", "reference");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** A module as a script that is one function, which the launcher calls as node would. */
function asFunction(text) {
  return `(function (exports, require, module, __filename, __dirname) {\n${text}})\n`;
}

/** Makes the launcher, and what V8 compiles of the scripts, which the launcher knows by their hashes; without it they are the same. */
function keepCompiled(made) {
  const launcher = readFileSync(at("generator/launch.cjs"), "utf8");
  const hash = createHash("sha256")
    .update(launcher)
    .update(readFileSync(at("generator/warm.cjs")));
  for (const { text } of made) hash.update(text);
  const id = `// ${hash.digest("hex")} ${nodeVersion()}\n`;
  // Built before from the same, by the same node.
  if (
    made.every(({ path }) => existsSync(path.replace(/cjs$/, "cache"))) &&
    existsSync(at("dist/lambdagrant.cjs")) &&
    readFileSync(at("dist/lambdagrant.cjs"), "utf8").endsWith(id)
  )
    return;
  replaceFile(at("dist/lambdagrant.cjs"), launcher, 0o755);
  const temporary = mkdtempSync(join(tmpdir(), "lambdagrant-warm-"));
  let known = { hashes: {} };
  try {
    // The first run compiles all; the second finds that nothing changed, and adds what that takes to what the first has kept.
    for (const end of ["", id]) {
      const { version, hashes } = warm(temporary);
      known = { version, hashes: { ...known.hashes, ...hashes } };
      const text = launcher.replace("/* CACHES */ null", () => JSON.stringify(known));
      replaceFile(at("dist/lambdagrant.cjs"), text + end, 0o755);
    }
  } catch (thrown) {
    console.warn(`the program starts slower than it could: ${thrown.message}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Runs the program, and takes what V8 compiled on the way; what the launcher must know of that. */
function warm(temporary) {
  const ending = `${process.pid}.cache`;
  const words = [at("generator/warm.cjs"), at("dist"), root, join(temporary, "out"), ending];
  const env = { ...process.env, XDG_CACHE_HOME: join(temporary, "cache") };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", env });
  if (status !== 0) throw new Error(stderr);
  const made = JSON.parse(stdout);
  for (const name of Object.keys(made.hashes)) renameSync(at("dist", `${name}.${ending}`), at("dist", `${name}.cache`));
  return made;
}

/** Whoever runs the program meanwhile finds the old one or the new one. */
function replaceFile(path, content, mode = 0o644) {
  const temporary = join(dirname(path), `.${process.pid}.tmp`);
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, path);
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
