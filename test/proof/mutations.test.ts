import { describe, expect, it } from "vitest";
import type { EmittedFile } from "../../generator/backends/output-file.ts";
import { constructBackend } from "../../generator/cli/generate/construct-backend.ts";
import { type Compiled, compile, type Emit, type Proven } from "../../generator/compile.ts";
import type { StackGrants } from "../../generator/grants.ts";
import type { FunctionNeeds } from "../../generator/proof/function-needs.ts";
import { proveAllowed, proveStack } from "../../generator/proof/prove-stack.ts";
import { type EmittedText, readBlocks } from "../../generator/proof/read/read-output.ts";
import { type Block, ReadError } from "../../generator/proof/read/terraform-body.ts";
import { caseNames, runCase } from "../support/case.ts";
import { compiledSpecs } from "../support/specs.ts";
import { jsonMutationsOf } from "./json-mutations.ts";
import { mutationsOf } from "./mutations.ts";

/** The proof of every function of specs/ and of test/cases that compiles. */

/** What was proven, where nothing else is the matter. */
function provenOf({ proven, diagnostics }: Compiled): readonly Proven[] {
  const unproven = diagnostics.filter(({ code }) => code === "unproven");
  expect(unproven.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
  return proven;
}

/** The repository's specs and each case, compiled once. */
const compiledBy = (emit?: Emit): readonly (readonly [string, Compiled])[] => [
  ["specs", compiledSpecs(emit)],
  ...caseNames.map((name) => [name, runCase(name, emit).compiled] as const),
];
const compiledToHcl = compiledBy();

describe("proof", () => {
  it("holds for every function of specs and cases", () => {
    const all = compiledToHcl.flatMap(([, compiled]) => provenOf(compiled));
    const sum = (of: "needs" | "statements" | "pairs") => all.reduce((total, { verdict }) => total + verdict[of], 0);
    console.log(`proven: ${all.length} functions, ${sum("needs")} needs, ${sum("statements")} statements, ${sum("pairs")} pairs`);
    expect(all.length).toBeGreaterThan(100);
  });
});

const read = new Map<string, readonly Block[]>();

/** The blocks of files. Each block of the top is read once: a mutation changes one of them, and tens of thousands are made. */
function blocksOf(files: readonly EmittedText[]): readonly Block[] {
  return files.flatMap(({ path, text }) => {
    const pieces = path.endsWith(".json") ? jsonPieces(text) : text.split(/(?<=^\}\n)/m);
    return pieces.flatMap((piece) => {
      const found = read.get(piece) ?? readBlocks([{ path, text: piece }]);
      read.set(piece, found);
      return found;
    });
  });
}

/** What stands in a `cdk.tf.json`, each resource and data source as a text of its own. */
function jsonPieces(text: string): readonly string[] {
  const tree = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return Object.entries(tree).flatMap(([type, content]) => {
    if (type !== "resource" && type !== "data") return [JSON.stringify({ [type]: content })];
    return Object.entries(content as Readonly<Record<string, object>>).flatMap(([kind, bodies]) =>
      Object.entries(bodies).map(([label, body]) => JSON.stringify({ [type]: { [kind]: { [label]: body } } })),
    );
  });
}

/** Whether the proof of what is allowed fails; that the text is another than what was asked does not count here. */
function allowsOther(files: readonly EmittedText[], needs: readonly FunctionNeeds[]): boolean {
  try {
    return proveAllowed(blocksOf(files), needs).some(({ holds }) => !holds);
  } catch (thrown) {
    if (thrown instanceof ReadError) return true;
    throw thrown;
  }
}

/** The grants of the functions of one spec. */
function grantsOf({ stacks }: Compiled, { path, source: spec }: EmittedFile): StackGrants {
  const stack = stacks.find(({ directory }) => directory === path.slice(0, Math.max(0, path.lastIndexOf("/"))));
  if (stack === undefined) throw new Error(`no stack holds ${spec}`);
  return { ...stack, functions: stack.functions.filter((of) => of.spec === spec) };
}

describe("one source under two labels", () => {
  it("is two needs and two statements", () => {
    const text =
      "function: {name: worker, runtime: python3.13, handler: app.handler, filename: app.zip}\n" +
      "push:\n" +
      "  - {s3: uploads, subscribe: true, events: ['s3:ObjectCreated:Put'], filter_prefix: a/}\n" +
      "  - {s3: uploads, subscribe: true, events: ['s3:ObjectCreated:Put'], filter_prefix: b/, label: again}\n";
    const compiled = compile({ rootName: "specs", specs: [{ path: "w.yaml", file: "w.yaml", text }], settings: [] });
    expect(compiled.proven).toMatchObject([{ verdict: { holds: true, needs: 5, pairs: 5 } }]);
  });
});

/** Mutations that allow the same as before, and why. That each is refused all the same, as another text than was asked, is tested. */
const harmless: readonly { readonly mutation: RegExp; readonly why: string }[] = [
  {
    mutation: /: let an operator pass what has no key: test += "(ForAllValues:\w+|\w*Not\w+)"$/,
    why: "a negated operator and ForAllValues hold without the key as it is",
  },
  {
    mutation: /^actions.vacuous-conditions\/.*: add to values: .*"(aws:PrincipalTag\/team|s3:prefix)"/,
    why: "`*` takes every text and `?*` every text that is not empty, and so they take one more",
  },
  {
    mutation: /^(specs.newsletter\/send-newsletter|push.of-another-account\/spec).tf: drop a precondition: precondition \{$/,
    why: "the account stands in two conditions, and each has a precondition that asks the same of it",
  },
  {
    mutation:
      /^push.(apigateway-paths|whole-api-warning)\/.*: (drop (aws_lambda_permission|a permission): |widen in\/\* to in\* of source_arn: .*execution_arn\}\/\*\/)/,
    why: "another permission of the case is for all stages or routes of the same API, and allows it, too",
  },
  {
    mutation:
      /^policy.creation-shared\/.*: drop (from actions: .*"ec2:DescribeSubnets"|from resources: .*"\*"|a statement: (statement \{|worker: .*"sid":"Subnets"))/,
    why: "the policy for the creation and the statement with a Sid allow one action twice, each for a need of its own: either is enough",
  },
];

describe("mutations", () => {
  it("of every emitted document are caught", () => {
    const caught = new Map<string, number>();
    const survivors: string[] = [];
    const excused = new Set<unknown>();
    for (const [name, result] of compiledToHcl) {
      // A function's documents stand in the file of its spec; what the stack declares belongs to all.
      const shared = result.files.filter(({ path }) => /(^|\/)stack\.tf$/.test(path));
      for (const file of result.files.filter((one) => !shared.includes(one))) {
        const grants = grantsOf(result, file);
        const own = result.proven.flatMap(({ target, needs }) =>
          target === grants.target && needs.spec === file.source ? [needs] : [],
        );
        const near = shared.filter(({ path }) => path.replace(/[^/]*$/, "") === file.path.replace(/[^/]*$/, ""));
        expect(proveStack([...near, file], own, grants).every(({ holds }) => holds)).toBe(true);
        for (const { kind, at, text } of mutationsOf(file.text)) {
          if (text === file.text) throw new Error(`${name}/${file.path}: ${kind}: ${at}: this changes nothing`);
          if (allowsOther([...near, { ...file, text }], own)) {
            caught.set(kind, (caught.get(kind) ?? 0) + 1);
            continue;
          }
          const place = `${name}/${file.path}: ${kind}: ${at}`;
          const excuse = harmless.find(({ mutation }) => mutation.test(place));
          if (excuse === undefined) survivors.push(place);
          else {
            excused.add(excuse);
            if (proveStack([...near, { ...file, text }], own, grants).every(({ holds }) => holds))
              survivors.push(`${place}, and nobody notices`);
          }
        }
      }
    }
    const total = [...caught.values()].reduce((sum, number) => sum + number, 0);
    console.log(
      `mutations: ${total} caught\n${[...caught]
        .sort()
        .map(([kind, number]) => `  ${number} ${kind}`)
        .join("\n")}`,
    );
    expect(survivors).toEqual([]);
    expect(harmless.filter((one) => !excused.has(one))).toEqual([]);
    expect(total).toBeGreaterThan(5_000);
  });
});

describe("constructs", () => {
  const backend = constructBackend("cdktf");
  const emit = typeof backend === "function" ? backend : undefined;
  if (typeof backend !== "function") console.log(`proofs of constructs skipped: ${backend.missing}`);

  it.skipIf(emit === undefined)("are proven as HCL is, and their mutations are caught", () => {
    const results = compiledBy(emit);
    const proven = results.flatMap(([, compiled]) => provenOf(compiled));
    const survivors: string[] = [];
    let caught = 0;
    for (const [name, result] of results) {
      for (const file of result.files.filter(({ path }) => path.endsWith(".json"))) {
        const folder = file.path.slice(0, -"cdk.tf.json".length);
        const grants = result.stacks.find(({ directory }) => (directory === "" ? "" : `${directory}/`) === folder);
        if (grants === undefined) throw new Error(`no stack is in ${folder}`);
        const own = result.proven.flatMap(({ target, needs }) =>
          target === grants.target && grants.functions.some((of) => of.spec === needs.spec) ? [needs] : [],
        );
        for (const { kind, at, text } of jsonMutationsOf(file.text)) {
          const place = `${name}/${file.path}: ${kind}: ${at}`;
          if (allowsOther([{ ...file, text }], own)) caught++;
          else if (!harmless.some(({ mutation }) => mutation.test(place))) survivors.push(place);
        }
      }
    }
    console.log(`constructs: ${proven.length} functions proven, ${caught} mutations caught`);
    expect(survivors).toEqual([]);
    expect(caught).toBeGreaterThan(3_000);
  });
});
