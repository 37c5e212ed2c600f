// Runs a freshly built program once over the example specs and keeps what V8 compiled on the way: node warm.cjs DIST ROOT NAME
"use strict";
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [, , dist, root, name] = process.argv;
const { load, run } = require(join(dist, "lambdagrant.cjs"));
const script = load();
process.argv = [process.argv[0], "lambdagrant", "check", join(root, "specs"), "--specs", join(root, "specs"), "--quiet"];
process.on("exit", () => writeFileSync(join(dist, name), script.createCachedData()));
run(script);
