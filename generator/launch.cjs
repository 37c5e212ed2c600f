#!/usr/bin/env node
// Starts the program from code that V8 compiled when it was built: start-up is part of the product, and compiling half a
// megabyte anew costs more than most runs. Another version of node refuses the cache and compiles as usual.
"use strict";
const { readFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "program.cjs");

/** The program as a script, with the code cache that it names in its first line, where there is one. */
function load() {
  const source = readFileSync(filename, "utf8");
  const id = source.slice("//".length, source.indexOf("\n"));
  let cachedData;
  try {
    cachedData = readFileSync(join(__dirname, `program-${id}.cache`));
  } catch {
    // Built without one.
  }
  return new Script(wrap(source), { filename, cachedData });
}

/** Runs it as node runs a module. */
function run(script) {
  script.runInThisContext()({}, require, { exports: {} }, filename, __dirname);
}

if (require.main === module) run(load());
module.exports = { load, run };
