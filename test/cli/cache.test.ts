import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram, top } from "../support/program.ts";

/** What V8 compiled when the program was built is run only where it is, to the byte, what belongs to this program and this V8. */

interface Launcher {
  load(): Script;
}

const require = createRequire(import.meta.url);
const dist = mkdtempSync(join(tmpdir(), "lambdagrant-dist-"));
const at = (name: string) => join(dist, name);
const original = (name: string) => readFileSync(join(top, "dist", name));

beforeAll(() => {
  for (const name of ["lambdagrant.cjs", "program.cjs", "program.cache"]) copyFileSync(join(top, "dist", name), at(name));
  symlinkSync(join(top, "dist/reference"), at("reference"));
});

/** Whether the launcher takes the cache that stands there: undefined where it does not even show it to V8. */
function rejected(): boolean | undefined {
  return (require(at("lambdagrant.cjs")) as Launcher).load().cachedDataRejected;
}

/** Numbers that look random, the same in each run. */
function* numbers(): Generator<number> {
  for (let state = 2026; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

describe("the code cache", () => {
  it("is taken as it was built", () => {
    expect(rejected()).toBe(false);
  });

  it("is not shown to V8 after any of 200 random flips of a bit", () => {
    const cache = original("program.cache");
    const random = numbers();
    const next = () => random.next().value as number;
    for (let flip = 0; flip < 200; flip++) {
      const damaged = Buffer.from(cache);
      const place = next() % damaged.length;
      damaged[place] = (damaged[place] ?? 0) ^ (1 << (next() >>> 29));
      writeFileSync(at("program.cache"), damaged);
      expect(rejected(), `byte ${place}`).toBeUndefined();
    }
    // V8 itself would have taken some of them.
    writeFileSync(at("program.cache"), cache);
    expect(rejected()).toBe(false);
  });

  it("is not taken when it is cut, empty, longer or another's", () => {
    const cache = original("program.cache");
    const foreign = new Script("(function () { throw new Error('other code') })").createCachedData();
    for (const other of [cache.subarray(0, -1), Buffer.alloc(0), Buffer.concat([cache, Buffer.alloc(1)]), foreign]) {
      writeFileSync(at("program.cache"), other);
      expect(rejected()).toBeUndefined();
      expect(runProgram(at("lambdagrant.cjs"), dist, "--version").status).toBe(0);
    }
    writeFileSync(at("program.cache"), cache);
  });

  it("is not taken for another program of the same length", () => {
    const text = original("program.cjs").toString();
    const changed = text.replace("no mistakes", "NO MISTAKES");
    expect([changed.length, changed === text]).toEqual([text.length, false]);
    writeFileSync(at("program.cjs"), changed);
    expect(rejected()).toBeUndefined();
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-cache-"));
    cpSync(join(top, "specs/getting-started"), join(folder, "specs/getting-started"), { recursive: true });
    expect(runProgram(at("lambdagrant.cjs"), folder, "check").stdout).toContain("NO MISTAKES");
    writeFileSync(at("program.cjs"), text);
  });

  it("is not taken by a V8 with other flags, which runs the program all the same", () => {
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-cache-"));
    mkdirSync(join(folder, "specs"));
    const probe = `console.log(require(${JSON.stringify(at("lambdagrant.cjs"))}).load().cachedDataRejected)`;
    expect(node(folder, "-e", probe)).toBe("false\n");
    expect(node(folder, "--no-opt", "-e", probe)).toBe("undefined\n");
    expect(node(folder, "--no-opt", at("lambdagrant.cjs"), "--version")).toMatch(/^\d+\.\d+\.\d+ /);
  });
});

function node(cwd: string, ...args: readonly string[]): string {
  const [first = "", ...rest] = args;
  return runProgram(first, cwd, ...rest).stdout;
}
