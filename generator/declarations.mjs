// Makes the declarations that are packed: what a door of the package names, from one to the next, and nothing else.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const packed = join(top, "dist/types");
const { peerDependencies } = JSON.parse(readFileSync(join(top, "package.json"), "utf8"));
// What a project that installs the package has with it.
const theirs = new RegExp(`^(?:node:|(?:${Object.keys(peerDependencies).join("|")})(?:/|$))`);

rmSync(packed, { recursive: true, force: true });
const emitted = mkdtempSync(join(top, "dist/.types-"));
try {
  const options = ["--noEmit", "false", "--emitDeclarationOnly", "--declaration", "--outDir", emitted];
  const compiler = join(top, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", join(top, "tsconfig.json"), ...options], { stdio: "inherit" });
  if (status !== 0) throw new Error("the declarations are not whole");
  for (const door of ["index", "cdktf", "cdktn"]) pack(`generator/${door}.d.ts`, "package.json");
} finally {
  rmSync(emitted, { recursive: true, force: true });
}
// Beside constructs, which are CommonJS, they are CommonJS, which modules may import as well; the library is a module.
writeFileSync(join(packed, "package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(packed, "generator/index.d.mts"), 'export * from "./index.js";\n');

/** Takes a file, and those that it names; what was declared by hand, for what the build makes, lies beside the sources. */
function pack(path, from) {
  if (existsSync(join(packed, path))) return;
  const source = [emitted, top].map((folder) => join(folder, path)).find((file) => existsSync(file));
  if (source === undefined) throw new Error(`${from} names ${path}, which nothing declares`);
  mkdirSync(join(packed, dirname(path)), { recursive: true });
  copyFileSync(source, join(packed, path));
  for (const [, name] of readFileSync(source, "utf8").matchAll(/\b(?:from |import\()"([^"]+)"/g)) {
    if (name.startsWith(".")) pack(join(dirname(path), name).replace(/\.[jt]s$/, ".d.ts"), path);
    else if (!theirs.test(name)) throw new Error(`${path} names ${name}, which nobody who installs the package has`);
  }
}
