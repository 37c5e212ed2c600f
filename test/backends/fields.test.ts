import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compile } from "../../generator/compile.ts";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import { marks, type Tree, treesOf } from "../fuzz/words.ts";
import { caseNames, casesFolder } from "../support/case.ts";

/**
 * Every field of a spec, as the cases write them, with any text in its place: it is refused, or it arrives in Terraform as that very
 * text, and nothing else of the file moves. A parser that is not ours reads what comes out.
 * `LAMBDAGRANT_RUNS=100000 npx vitest run --config test/vitest.config.ts fields` asks as often as that.
 */

const runs = Number(process.env["LAMBDAGRANT_RUNS"] ?? 500);

/** A text in a spec that compiles. */
interface Field {
  readonly trees: readonly Tree[];
  readonly stack: string;
  readonly path: readonly (string | number)[];
  /** The keys down to it: `function.environment.variables`, `push.sns`. */
  readonly name: string;
}

/** The texts of all files of a spec; null where it is refused. */
function output(spec: string, stack: string): readonly string[] | null {
  const compiled = compile({
    rootName: "specs",
    specs: [{ path: "f.yaml", file: "f.yaml", text: spec }],
    settings: stack === "" ? [] : [{ path: "stack.yaml", file: "stack.yaml", text: stack }],
  });
  expect(compiled.diagnostics.filter(({ code }) => code === "unproven")).toEqual([]);
  if (compiled.diagnostics.some(isError)) return null;
  return compiled.files.filter(({ path }) => path.endsWith(".tf")).map(({ text }) => text);
}

function write(trees: readonly Tree[]): string {
  return trees.map((tree) => stringify(tree, { lineWidth: 0, compat: "yaml-1.1" })).join("---\n");
}

/** A few of each field, however many cases have it. */
function fieldsOf(): readonly (readonly Field[])[] {
  const byName = new Map<string, Field[]>();
  for (const name of caseNames.filter((each) => !each.endsWith("-refused"))) {
    const read = (file: string) => {
      try {
        return readFileSync(join(casesFolder, name, file), "utf8");
      } catch {
        return "";
      }
    };
    const [spec, stack] = [read("spec.yaml"), read("stack.yaml")];
    const trees = treesOf(spec);
    if (trees === null || spec.length > 6000 || output(write(trees), stack) === null) continue;
    for (const { path, text } of textsOf(trees, [])) {
      // An expression is code, and stays it.
      if (text.includes("${")) continue;
      const field = path.filter((part) => typeof part === "string").join(".");
      const list = byName.get(field) ?? [];
      if (list.length < 5) byName.set(field, [...list, { trees, stack, path, name: field }]);
    }
  }
  return [...byName.values()];
}

function* textsOf(
  tree: unknown,
  path: readonly (string | number)[],
): Generator<{ readonly path: readonly (string | number)[]; readonly text: string }> {
  if (typeof tree === "string") yield { path, text: tree };
  else if (Array.isArray(tree)) for (const [index, item] of tree.entries()) yield* textsOf(item, [...path, index]);
  else if (typeof tree === "object" && tree !== null)
    for (const [key, value] of Object.entries(tree)) yield* textsOf(value, [...path, key]);
}

/** The trees with another text at a path. */
function replaced(tree: Tree | readonly Tree[], [first, ...rest]: readonly (string | number)[], text: string): Tree {
  if (first === undefined) return text;
  if (Array.isArray(tree)) return (tree as Tree[]).with(Number(first), replaced(tree[Number(first)] as Tree, rest, text));
  const mapping = tree as { readonly [key: string]: Tree };
  return { ...mapping, [first]: replaced(mapping[String(first)] ?? null, rest, text) };
}

function textAt(tree: unknown, path: readonly (string | number)[]): string {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], tree) as string;
}

/** Text with expressions made plain, as a spec writes them. */
function plain(text: string): string {
  return text.replaceAll("${", () => "$${");
}

/** What stays when texts and labels are left out: blocks, and the names of their arguments. */
function skeleton(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(skeleton);
  if (typeof value !== "object" || value === null) return "text";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, skeleton(inner)]));
}

async function parsedOf(texts: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  return Promise.all(texts.map((text) => parse("f.tf", text)));
}

/** Whether a function has a policy, and how many statements, may depend on a word: a layer of Lambda Insights. What they say is proven. */
const policies = /^(data aws_iam_policy_document|resource aws_iam_(role_policy|policy|role_policy_attachment)) /;

function blocksOf(parsed: readonly Record<string, unknown>[]): readonly string[] {
  return parsed
    .flatMap((file) => Object.entries(file))
    .flatMap(([kind, types]) =>
      Object.entries(types as object).flatMap(([type, labels]) =>
        kind === "resource" || kind === "data"
          ? Object.values(labels as object).map((body) => `${kind} ${type} ${JSON.stringify(skeleton(body))}`)
          : [`${kind} ${JSON.stringify(skeleton(labels))}`],
      ),
    );
}

function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* stringsOf(inner);
    }
}

/** hcl2json writes text as HCL templates again; Terraform keeps all text in Unicode's composed form. */
function asTemplate(value: string): string {
  return value
    .normalize("NFC")
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}

/** Two wildcards side by side say what one says, and API Gateway has one slash before a path, and none behind it: the shorter is written. */
function inShort(text: string): string {
  return text.replaceAll(/\*+/g, "*").replaceAll(/\/+/g, "/").replace(/\/$/, "");
}

interface Known {
  /** Whether a harmless text in this field comes out as it stands. */
  readonly reaches: boolean;
  /** The blocks that come out of the field as it is, and those with a harmless text in it: two functions may have shared a role before. */
  readonly blocks: readonly (readonly string[])[];
}

const known = new Map<Field, Promise<Known>>();

/** What comes out of a field, whatever its text. */
function knownOf(field: Field): Promise<Known> {
  const before = known.get(field);
  if (before !== undefined) return before;
  const asked = ask();
  known.set(field, asked);
  return asked;

  async function ask(): Promise<Known> {
    const was = othersOf(await parsedOf(output(write(field.trees), field.stack) ?? []));
    // A label is in small letters: where the text can be told from its label, it is.
    for (const added of ["q9Z_z", "q9Z", "q9z"]) {
      const text = textAt(field.trees, field.path) + added;
      const made = output(write(replaced(field.trees, field.path, text) as unknown as Tree[]), field.stack);
      if (made === null) continue;
      const parsed = await parsedOf(made);
      return { reaches: [...stringsOf(parsed)].some((each) => each.includes(text)), blocks: [was, othersOf(parsed)] };
    }
    return { reaches: false, blocks: [was] };
  }
}

/** The blocks but for those of policies. */
function othersOf(parsed: readonly Record<string, unknown>[]): readonly string[] {
  return blocksOf(parsed)
    .filter((block) => !policies.test(block))
    .toSorted();
}

describe("every field", () => {
  const fields = fieldsOf();

  it(`takes any text as data, or refuses it: ${runs} runs`, async () => {
    const any = fc
      .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: "grapheme", maxLength: 6 })), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join(""))
      .filter((text) => !/[\u{F0000}-\u{F000F}]|\p{Surrogate}/u.test(text));
    const count = { tried: 0, compiled: 0, refused: 0, arrived: 0 };
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields).chain((list) => fc.constantFrom(...list)),
        any,
        fc.nat({ max: 200 }),
        fc.boolean(),
        async (field, added, at, whole) => {
          // A run of an hour says how far it is.
          if (++count.tried % 5000 === 0) writeSync(2, `fields: ${count.tried} of ${runs} runs\n`);
          const before = textAt(field.trees, field.path);
          // Most fields take few characters: what is theirs with something in it comes further than something else.
          const place = at % (before.length + 1);
          const text = whole ? added : before.slice(0, place) + added + before.slice(place);
          const made = output(write(replaced(field.trees, field.path, plain(text)) as unknown as Tree[]), field.stack);
          if (made === null) {
            count.refused++;
            return;
          }
          count.compiled++;
          seen.add(field.name);
          const parsed = await parsedOf(made);
          const { reaches, blocks } = await knownOf(field);
          const others = othersOf(parsed);
          if (!blocks.some((of) => JSON.stringify(of) === JSON.stringify(others))) expect(others).toEqual(blocks[0]);
          // What an existing function, a merge key or a label keeps to itself does not come out at all, with no text.
          // In a path of a REST API, {id} is any value; a route's key is reworded.
          // What is written already may be left out: a bus called default.
          if (text === before) return;
          if (/^push\.apigateway(\.path)?$/.test(field.name) && /[{}]/.test(text)) return;
          if (field.name === "push.httpapi.route_key" || !reaches) return;
          const wanted = inShort(asTemplate(text));
          expect([...stringsOf(parsed)].some((each) => inShort(each).includes(wanted))).toBe(true);
          count.arrived++;
        },
      ),
      // The suite says the same each time; by hand, each run tries others.
      { numRuns: runs, ...(process.env["LAMBDAGRANT_RUNS"] === undefined && { seed: 20_261_125 }) },
    );
    console.log(
      `fields: ${fields.length} fields, ${runs} runs: ${count.refused} refused, ${count.compiled} compiled (${seen.size} fields), of them ${count.arrived} with the text in Terraform`,
    );
    expect(count.compiled).toBeGreaterThan(runs / 50);
  }, 7_200_000);
});
