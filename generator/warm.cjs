// Runs a freshly built program once over the example specs, keeps what V8 compiled on the way and prints what the launcher must
// know of it: node warm.cjs DIST ROOT NAME
"use strict";
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");

const [, , dist, root, name] = process.argv;
const { load, run, hashOf } = require(join(dist, "lambdagrant.cjs"));
const script = load();
const out = mkdtempSync(join(tmpdir(), "lambdagrant-warm-"));
process.argv = [
  process.argv[0],
  "lambdagrant",
  "generate",
  join(root, "specs"),
  "--specs",
  join(root, "specs"),
  "--out",
  out,
  "--quiet",
];
process.on("exit", () => {
  rmSync(out, { recursive: true, force: true });
  const data = script.createCachedData();
  const hash = hashOf(readFileSync(join(dist, "program.cjs")), data);
  writeFileSync(join(dist, name), data);
  process.stdout.write(JSON.stringify({ version: cachedDataVersionTag(), hash }));
});
run(script);
