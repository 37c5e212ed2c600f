// Runs a freshly built program once over the example specs and keeps what V8 compiled on the way: node warm.cjs DIST ROOT NAME
"use strict";
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const [, , dist, root, name] = process.argv;
const { load, run } = require(join(dist, "lambdagrant.cjs"));
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
  writeFileSync(join(dist, name), script.createCachedData());
});
run(script);
