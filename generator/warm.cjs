// Runs a freshly built program once over the example specs, keeps what V8 compiled of its scripts on the way and prints what the
// launcher must know of that: node warm.cjs DIST ROOT OUT ENDING
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [, , dist, root, out, ending] = process.argv;
const { load, start, hashOf, nodeVersion } = require(join(dist, "lambdagrant.cjs"));
const scripts = new Map();
const specs = join(root, "specs");
process.argv = [process.argv[0], "lambdagrant", "generate", specs, "--specs", specs, "--out", out, "--quiet"];
process.on("exit", () => {
  const hashes = {};
  for (const [name, script] of scripts) {
    const data = script.createCachedData();
    hashes[name] = hashOf(readFileSync(join(dist, `${name}.cjs`)), data);
    writeFileSync(join(dist, `${name}.${ending}`), data);
  }
  process.stdout.write(JSON.stringify({ version: nodeVersion(), hashes }));
});
start((name) => {
  if (!scripts.has(name)) scripts.set(name, load(name));
  return scripts.get(name);
});
