#!/usr/bin/env node
// Starts the program from code that V8 compiled when it was built: start-up is part of the product, and compiling half a
// megabyte anew costs more than most runs. V8 runs what a cache holds and hardly looks at the script, so a cache is taken only if
// it is, to the byte, the one that was made of this very script, and this very V8 with these flags would make the same.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");

const filename = join(__dirname, "program.cjs");

/** What the build fills in; null until there is a cache. */
const cache = /* CACHE */ null;

/** The program as a script, with its code cache where that can be trusted. */
function load() {
  const source = readFileSync(filename);
  // The build writes ASCII alone, and this reads it fastest.
  return new Script(wrap(source.latin1Slice()), { filename, cachedData: trusted(source) });
}

/** The cache, or undefined. */
function trusted(source) {
  if (cache === null || cache.version !== cachedDataVersionTag()) return undefined;
  try {
    const data = readFileSync(join(__dirname, "program.cache"));
    return hashOf(source, data) === cache.hash ? data : undefined;
  } catch {
    return undefined;
  }
}

/** One hash of both: a cache belongs to its script. */
function hashOf(source, data) {
  return createHash("sha256").update(`${source.length} `).update(source).update(data).digest("hex");
}

/** Runs it as node runs a module. */
function run(script) {
  script.runInThisContext()({}, require, { exports: {} }, filename, __dirname);
}

if (require.main === module) run(load());
module.exports = { load, run, hashOf };
