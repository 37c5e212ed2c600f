import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { Document } from "../generator/iam/policy/policy-document.ts";
import * as document from "./fuzz/document.ts";
import { changeDocument } from "./fuzz/document-changes.ts";
import { explore } from "./fuzz/engine.ts";
import { Broken, target } from "./fuzz/findings.ts";
import { Decisions, encode, Input } from "./fuzz/input.ts";
import { allowsMore } from "./fuzz/requests.ts";
import * as spec from "./fuzz/spec.ts";

/** What fuzzing has found, tried again; and whether the fuzzer itself would find something. `npm run fuzz` looks for more. */

const corpus = fileURLToPath(new URL("./fuzz/corpus/", import.meta.url));

describe.each([
  ["spec", spec.fuzz],
  ["document", document.fuzz],
] as const)("the corpus of %s", (name, fuzz) => {
  const inputs = readdirSync(join(corpus, name));

  it(`keeps every promise: ${inputs.length} inputs`, async () => {
    expect(inputs.length).toBeGreaterThan(50);
    for (const input of inputs) await fuzz(readFileSync(join(corpus, name, input)));
  }, 600_000);
});

describe("the fuzzer", () => {
  const scope = globalThis as { __coverage__?: unknown };
  afterEach(() => {
    delete scope.__coverage__;
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        fc.array(fc.nat({ max: 255 })),
        (first, second, decisions) => {
          const [one, two] = [first, second].map((text) => text.replaceAll("\0", "")) as [string, string];
          const input = new Input(encode([one, two], decisions), 2);
          expect(input.texts).toEqual([one, two]);
          expect(input.decisions.all).toEqual(decisions);
        },
      ),
    );
  });

  it("follows what an input reaches, further than chance would", async () => {
    // Each step opens the next: four bytes that are right by chance in one of four billion inputs.
    const counters = { f: {}, b: { "0": [0, 0, 0, 0, 0] } };
    scope.__coverage__ = { "a.ts": counters };
    const wanted = [7, 99, 3, 250];
    let found = false;
    const tried = await explore({
      begin: [encode(["", ""], [1])],
      seed: 1,
      before: () => {},
      kept: () => {},
      goOn: ({ runs }) => !found && runs < 100_000,
      fuzz: async (bytes) => {
        const { all } = new Input(bytes, 2).decisions;
        const steps = wanted.findIndex((byte, at) => all[at] !== byte);
        const depth = steps < 0 ? wanted.length : steps;
        counters.b["0"][depth] = 1;
        found ||= depth === wanted.length;
      },
    });
    expect(found).toBe(true);
    expect(tried.corpus.length).toBeGreaterThanOrEqual(4);
  });

  it("writes each kind of finding once, and goes on", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-findings-"));
    const broken = target(
      async (bytes) => {
        throw new Broken(`a promise: "${bytes.join()}"`);
      },
      (bytes) => `the input ${bytes.join()}`,
    );
    await expect(broken(new Uint8Array([1]))).rejects.toThrow("a promise");
    process.env["LAMBDAGRANT_FINDINGS"] = folder;
    try {
      await broken(new Uint8Array([1]));
      await broken(new Uint8Array([2]));
    } finally {
      delete process.env["LAMBDAGRANT_FINDINGS"];
    }
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(2);
    expect(existsSync(join(folder, names[1] ?? ""))).toBe(true);
    expect(readFileSync(join(folder, names[1] ?? ""), "utf8")).toContain("the input 1");
  });

  it("knows what its changes of a policy do: the same is the same, and wider lets more through", () => {
    const own: Document = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/x"] },
        { Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:eu-west-1:123456789012:t" },
      ],
    };
    const seen = { same: 0, wider: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 12 }), (decisions) => {
        const { document: changed, change } = changeDocument(own, new Decisions(Uint8Array.from(decisions)));
        seen[change]++;
        if (change === "same") expect([allowsMore(changed, own), allowsMore(own, changed)]).toEqual([null, null]);
      }),
      { numRuns: 1000 },
    );
    expect(seen.same).toBeGreaterThan(50);
    expect(seen.wider).toBeGreaterThan(20);
    const wild = { ...own, Statement: [{ ...own.Statement[0], Resource: "*" }] } as Document;
    expect(allowsMore(wild, own)).not.toBeNull();
  });
});
