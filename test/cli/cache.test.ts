import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram, top } from "../support/program.ts";

/** What V8 compiled when the program was built is run only where it is, to the byte, what belongs to this program and this V8. */

interface Launcher {
  load(name: string): Script;
}

/** The program's scripts, the one that each run starts with and the one that compiles: a command that prints a word of its own. */
const scripts = [
  ["program", "check", "no mistakes"],
  ["compiler", "sources", "who may invoke the function"],
] as const;

const require = createRequire(import.meta.url);
const dist = mkdtempSync(join(tmpdir(), "lambdagrant-dist-"));
const at = (name: string) => join(dist, name);
const original = (name: string) => readFileSync(join(top, "dist", name));

beforeAll(() => {
  const files = scripts.flatMap(([name]) => [`${name}.cjs`, `${name}.cache`]);
  for (const name of ["lambdagrant.cjs", ...files]) copyFileSync(join(top, "dist", name), at(name));
  symlinkSync(join(top, "dist/reference"), at("reference"));
});

/** Whether the launcher takes the cache that stands there: undefined where it does not even show it to V8. */
function rejected(name: string): boolean | undefined {
  return (require(at("lambdagrant.cjs")) as Launcher).load(name).cachedDataRejected;
}

/** Numbers that look random, the same in each run. */
function* numbers(): Generator<number> {
  for (let state = 2026; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

describe.each(scripts)("the code cache of the script %s", (script, command, word) => {
  const [source, kept] = [`${script}.cjs`, `${script}.cache`];

  it("is taken as it was built", () => {
    expect(rejected(script)).toBe(false);
  });

  it("is not shown to V8 after any of 100 random flips of a bit", () => {
    const cache = original(kept);
    const random = numbers();
    const next = () => random.next().value as number;
    for (let flip = 0; flip < 100; flip++) {
      const damaged = Buffer.from(cache);
      const place = next() % damaged.length;
      damaged[place] = (damaged[place] ?? 0) ^ (1 << (next() >>> 29));
      writeFileSync(at(kept), damaged);
      expect(rejected(script), `byte ${place}`).toBeUndefined();
    }
    // V8 itself would have taken some of them.
    writeFileSync(at(kept), cache);
    expect(rejected(script)).toBe(false);
  });

  it("is not taken when it is cut, empty, longer or another's", () => {
    const cache = original(kept);
    const foreign = new Script("(function () { throw new Error('other code') })").createCachedData();
    for (const other of [cache.subarray(0, -1), Buffer.alloc(0), Buffer.concat([cache, Buffer.alloc(1)]), foreign]) {
      writeFileSync(at(kept), other);
      expect(rejected(script)).toBeUndefined();
      expect(runProgram(at("lambdagrant.cjs"), dist, "--version").status).toBe(0);
    }
    writeFileSync(at(kept), cache);
  });

  it("is not taken for another program of the same length", () => {
    const text = original(source).toString();
    const changed = text.replace(word, word.toUpperCase());
    expect([changed.length, changed === text]).toEqual([text.length, false]);
    writeFileSync(at(source), changed);
    expect(rejected(script)).toBeUndefined();
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-cache-"));
    cpSync(join(top, "specs/getting-started"), join(folder, "specs/getting-started"), { recursive: true });
    expect(runProgram(at("lambdagrant.cjs"), folder, command).stdout).toContain(word.toUpperCase());
    writeFileSync(at(source), text);
  });

  it("is not taken by another node, or a V8 with other flags, which runs the program all the same", () => {
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-cache-"));
    mkdirSync(join(folder, "specs"));
    const probe = `console.log(require(${JSON.stringify(at("lambdagrant.cjs"))}).load("${script}").cachedDataRejected)`;
    expect(node(folder, "-e", probe)).toBe("false\n");
    expect(node(folder, "--no-opt", "-e", probe)).toBe("undefined\n");
    // V8's own tag is the same in all of node 20, and its code is not.
    const other = 'Object.defineProperty(process, "version", { value: "v20.19.0" });';
    expect(node(folder, "-e", `${other} ${probe}`)).toBe("undefined\n");
    expect(node(folder, "--no-opt", at("lambdagrant.cjs"), "--version")).toMatch(/^\d+\.\d+\.\d+ /);
  });
});

function node(cwd: string, ...args: readonly string[]): string {
  const [first = "", ...rest] = args;
  return runProgram(first, cwd, ...rest).stdout;
}
