#!/usr/bin/env node
// Starts the program from code that V8 compiled when it was built: start-up is part of the product, and compiling half a
// megabyte anew costs more than most runs. V8 runs what a cache holds and hardly looks at the script, so a cache is taken only if
// it is, to the byte, the one that was made of this very script, and this very node with these flags would make the same.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");

/** What the build fills in, the hash of each cache by its script; null until there are caches. */
const caches = /* CACHES */ null;

/** A script of the program, each of which is one function, with its code cache where that can be trusted. */
function load(name) {
  const source = readFileSync(fileOf(name, "cjs"));
  // The build writes ASCII alone, and this reads it fastest.
  return new Script(source.latin1Slice(), { filename: fileOf(name, "cjs"), cachedData: trusted(name, source) });
}

/** The cache, or undefined. */
function trusted(name, source) {
  if (caches === null || caches.version !== nodeVersion()) return undefined;
  try {
    const data = readFileSync(fileOf(name, "cache"));
    return hashOf(source, data) === caches.hashes[name] ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Which node could have made a cache: the tag of V8 is the same in all of node 20, whose V8s differ. */
function nodeVersion() {
  return `${process.version} ${process.arch} ${cachedDataVersionTag()}`;
}

/** One hash of both: a cache belongs to its script. */
function hashOf(source, data) {
  return createHash("sha256").update(`${source.length} `).update(source).update(data).digest("hex");
}

/** Runs the program; `load` gives its scripts, the second one when something is to be compiled. */
function start(load) {
  const run = (name) => {
    const module = { exports: {} };
    load(name).runInThisContext()(module.exports, ask, module, fileOf(name, "cjs"), __dirname);
    return module.exports;
  };
  let compiler;
  const ask = (path) => {
    if (path !== "./compiler.cjs") return require(path);
    compiler ??= run("compiler");
    return compiler;
  };
  run("program");
}

function fileOf(name, ending) {
  return join(__dirname, `${name}.${ending}`);
}

if (require.main === module) start(load);
module.exports = { load, start, hashOf, nodeVersion };
