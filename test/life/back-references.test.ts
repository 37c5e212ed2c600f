import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { describe, expect, it } from "vitest";
import { emitCdktf } from "../../generator/backends/cdktf/emit.ts";
import { cdktfPackages, libraryOf } from "../../generator/backends/cdktf/library.ts";
import type { StackGrants } from "../../generator/grants.ts";
import { pushSources } from "../../generator/sources/push-sources.ts";
import { caseNames, runCase } from "../support/case.ts";
import { compiledSpecs } from "../support/specs.ts";

/**
 * What a function's policy, its permissions and its sources name may wait for the function in turn: the user pool whose trigger it
 * is, the distribution in front of its URL. Here everything that is named does, and no graph may have a cycle.
 */

type Graph = Map<string, Set<string>>;

/** Resources and data sources of the files → the ones that they name. */
async function graphOf(files: readonly { readonly path: string; readonly text: string }[]): Promise<Graph> {
  const graph: Graph = new Map();
  for (const file of files.filter(({ path }) => /\.tf(\.json)?$/.test(path))) {
    const parsed = (file.path.endsWith(".json") ? JSON.parse(file.text) : await parse(file.path, file.text)) as Readonly<
      Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
    >;
    for (const [kind, before] of [
      ["resource", ""],
      ["data", "data."],
    ] as const)
      for (const [type, blocks] of Object.entries(parsed[kind] ?? {}))
        for (const [label, block] of Object.entries(blocks)) graph.set(`${before}${type}.${label}`, namedIn(block));
  }
  return graph;
}

function namedIn(block: unknown): Set<string> {
  return new Set([...JSON.stringify(block).matchAll(/(?<![\w.-])(?:data\.)?(?:aws_\w+|module)\.\w+/g)].map(([whole]) => whole));
}

/** All that an address waits for, near or far. */
function reached(graph: Graph, from: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of graph.get(from) ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    reached(graph, next, seen);
  }
  return seen;
}

const host = /^aws_lambda_(function|alias|function_url)\./;

/** What the sources that call at once begin with, and AWS makes only where their permission is. */
const afterPermission = Object.values(pushSources).flatMap(({ atOnce }) => atOnce?.after ?? []);

/** Lets everything that the files name, and do not make, wait for each function, alias and URL that does not wait for it. */
function withBackReferences(graph: Graph): number {
  const made = new Set(graph.keys());
  const hosts = [...made].filter((address) => host.test(address));
  const permissions = [...made].filter((address) => address.startsWith("aws_lambda_permission."));
  // Not through the policies: for which of them the function waits is what is asked here. That for the creation names its arguments.
  const withoutPolicies = new Map([...graph].filter(([address]) => !/^aws_iam_role_policy/.test(address)));
  const needed = new Set(hosts.flatMap((address) => [...reached(withoutPolicies, address)]));
  const others = new Set([...graph.values()].flatMap((named) => [...named]).filter((address) => !made.has(address)));
  let added = 0;
  for (const other of others) {
    // What a function names in its own arguments cannot wait for it: that would be its team's cycle.
    if (needed.has(other)) continue;
    // An access point waits for its file system, in whatever file its team wrote it.
    if (/^aws_(efs|s3files)_file_system\./.test(other)) continue;
    const waits = afterPermission.some((type) => other.startsWith(`${type}.`)) ? [...hosts, ...permissions] : hosts;
    graph.set(other, new Set(waits));
    added += waits.length;
  }
  return added;
}

function cycleIn(graph: Graph): readonly string[] | null {
  for (const address of graph.keys()) if (reached(graph, address).has(address)) return [address, ...reached(graph, address)];
  return null;
}

/** A stack as constructs make it. */
function constructsOf(stack: StackGrants): ReturnType<typeof emitCdktf> {
  const folder = mkdtempSync(join(tmpdir(), "back-references-"));
  try {
    return emitCdktf([stack], libraryOf(cdktfPackages, createRequire(import.meta.url)), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("what is named may wait for the function", () => {
  it("in every case that compiles", async () => {
    let added = 0;
    for (const name of caseNames.filter((each) => !each.endsWith("-refused"))) {
      const { files, stacks } = runCase(name).compiled;
      for (const { directory } of stacks) {
        const graph = await graphOf(files.filter(({ path }) => dirname(`/${path}`) === `/${directory}`));
        added += withBackReferences(graph);
        expect(cycleIn(graph), name).toBeNull();
      }
    }
    expect(added).toBeGreaterThan(50);
  });

  it("in every stack of out/", async () => {
    const { files, stacks } = compiledSpecs();
    for (const { directory } of stacks) {
      const graph = await graphOf(files.filter(({ path }) => path.startsWith(`${directory}/`)));
      expect(withBackReferences(graph)).toBeGreaterThanOrEqual(0);
      expect(cycleIn(graph), directory).toBeNull();
    }
  });

  it("through constructs as well: the cases of what names the function, and the stacks of out/", async () => {
    const cases = caseNames.filter((name) => /named-by|policy\/creation|waits-for-the-other$/.test(name));
    expect(cases.length).toBeGreaterThan(8);
    let added = 0;
    for (const stack of [...cases.map((name) => runCase(name).compiled), compiledSpecs()].flatMap(({ stacks }) => stacks)) {
      const graph = await graphOf(constructsOf(stack));
      expect(graph.size, stack.source).toBeGreaterThan(0);
      added += withBackReferences(graph);
      expect(cycleIn(graph), stack.source).toBeNull();
    }
    expect(added).toBeGreaterThan(20);
  });
});
