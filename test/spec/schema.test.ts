import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LineCounter, parseAllDocuments, stringify } from "yaml";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { findService, servicePrefixes } from "../../generator/iam/reference/reference.ts";
import type { JsonSchema } from "../../generator/spec/language/shape-schema.ts";
import { readStacks, type SourceFile } from "../../generator/spec/stack.ts";
import { caseNames, casesFolder } from "../support/case.ts";
import { folderWith, run, top } from "../support/program.ts";
import { type LanguageServer, startLanguageServer } from "./language-server.ts";

/** `lambdagrant schema`: what the compiler takes, the schema takes; what is misspelt, it refuses. */

const folder = folderWith({});
const schemas = { spec: printed("spec"), stack: printed("stack") };
const validate = { spec: validator(schemas.spec), stack: validator(schemas.stack) };

function printed(of: "spec" | "stack"): JsonSchema {
  return JSON.parse(run(folder, "schema", of).stdout) as JsonSchema;
}

function validator(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  // What is for the editor alone says nothing of a document.
  for (const keyword of ["errorMessage", "patternErrorMessage", "doNotSuggest", "defaultSnippets"]) ajv.addKeyword(keyword);
  return ajv.compile(schema);
}

/** A document of a file of specs or settings, and what the compiler says of it. */
interface Judged {
  readonly name: string;
  readonly kind: "spec" | "stack";
  readonly value: unknown;
  readonly errors: readonly Diagnostic[];
  /** What the compiler says where this value stands in the document's place, alone in its file. */
  readonly judge: (value: unknown) => readonly Diagnostic[];
}

/** Folders of stacks: specs/, and each case. */
const roots: readonly string[] = [join(top, "specs"), ...caseNames.map((name) => join(casesFolder, name))];

function filesBelow(root: string): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ya?ml$/.test(path) && basename(path) !== "rules.yaml")
    .sort()
    .map((path) => ({ path, file: path, text: readFileSync(join(root, path), "utf8") }));
}

const isSettings = ({ path }: SourceFile) => /^stack\.ya?ml$/.test(basename(path));

function errorsOf(files: readonly SourceFile[]): readonly Diagnostic[] {
  const specs = files.filter((file) => !isSettings(file));
  const { diagnostics, folders } = readStacks({ rootName: "specs", specs, settings: files.filter(isSettings) });
  const all = [...diagnostics, ...folders.flatMap(({ folder }) => folder.stacks.flatMap((stack) => stack.diagnostics))];
  return all.filter(({ severity }) => severity === "error");
}

function documentsOf(root: string): readonly Judged[] {
  const files = filesBelow(root);
  const all = errorsOf(files);
  return files.flatMap((file) => {
    const lines = new LineCounter();
    const documents = parseAllDocuments(file.text, { lineCounter: lines, merge: true, uniqueKeys: false, logLevel: "silent" });
    // A setting is judged without specs: what they make of it is another matter.
    const beside = isSettings(file) ? [] : files.filter(isSettings);
    const judge = (value: unknown) => {
      const text = stringify(value, { aliasDuplicateObjects: false });
      return errorsOf([...beside, { ...file, text }]).filter((error) => error.file === file.file);
    };
    return (Array.isArray(documents) ? documents : []).flatMap((document, index): Judged[] => {
      // An empty document is none.
      if (document.errors.length > 0 || document.toJS() === null) return [];
      const [from = 0, , to = 0] = document.range.map((offset) => lines.linePos(offset).line);
      const errors = all.filter((error) => error.file === file.file && error.line >= from && error.line <= to);
      const name = `${relative(casesFolder, root)}/${file.path}#${index}`;
      return [{ name, kind: isSettings(file) ? "stack" : "spec", value: document.toJS(), errors, judge }];
    });
  });
}

const judged: readonly Judged[] = roots.flatMap(documentsOf);
const compiling = judged.filter(({ errors }) => errors.length === 0);

/** Mistakes that no schema of one file can see, and why. */
const unseen: Readonly<Record<string, string>> = {
  "function/code-missing/spec.yaml#0": "code, runtime and handler may come from stack.yaml",
  "function/implied-refused/spec.yaml#5": "a file system needs a VPC, which may come from stack.yaml",
  "function/labels-refused/spec.yaml#0": "what is left of a name for a label",
  "function/labels-refused/spec.yaml#1": "what is left of a name for a label",
  "stack/provider-version-no-constraint-refused/stack.yaml#0": "how a version constraint is written",
  "push/edge-refused/spec.yaml#0": "what a source asks of the function",
  "values/text-around-number-refused/spec.yaml#0": "an expression with text around it",
  "pull/kafka-on-demand-refused/spec.yaml#0": "an argument that another one needs",
  "pull/kafka-vpc-alone-refused/spec.yaml#0": "a way to authenticate that goes with another",
  "function/bucket-mounted-refused/spec.yaml#0": "which file system an expression tells, only a table knows",
  "code/refused/spec.yaml#4": "which one of several keys a mapping needs",
  "code/refused/spec.yaml#10": "where the code is may come from stack.yaml",
  "function/qualifier-refused/spec.yaml#3": "the alias's name may come from stack.yaml",
  "function/configs-refused/spec.yaml#5": "what a function on managed instances needs may come from stack.yaml",
  "function/arns-of-others-refused/spec.yaml#1": "which expression is one text alone",
  "stack/module-refused/stack.yaml#0": "which variables the specs of the stack use",
};

interface Change {
  readonly path: string;
  readonly changed: unknown;
}

const values: readonly unknown[] = [null, true, 5, "text", [], ["a"], {}, { a: "b" }];

/** A document with one value replaced, one key misspelt or one left out, at every place of it. */
function changes(value: unknown): readonly Change[] {
  const here = values.map((changed) => ({ path: JSON.stringify(changed), changed }));
  const below = (key: string, item: unknown, put: (changed: unknown) => unknown) =>
    changes(item).map(({ path, changed }) => ({ path: `${key}: ${path}`, changed: put(changed) }));
  if (Array.isArray(value)) {
    return [...here, ...value.flatMap((item, index) => below(String(index), item, (changed) => value.with(index, changed)))];
  }
  if (typeof value !== "object" || value === null) return here;
  const entries = Object.entries(value);
  const inside = entries.flatMap(([key, item], index) => [
    ...below(key, item, (changed) => Object.fromEntries(entries.with(index, [key, changed]))),
    { path: `${key} misspelt`, changed: Object.fromEntries(entries.with(index, [`${key}x`, item])) },
    { path: `${key} left out`, changed: Object.fromEntries(entries.toSpliced(index, 1)) },
  ]);
  return [...here, ...inside];
}

/** A `null` that takes a default of stack.yaml back: an editor, which sees one file, takes it for a value that was forgotten. */
function takesBack(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === null;
  return Object.values(value).some(takesBack);
}

describe("the schema", () => {
  it("is that of a spec, unless that of stack.yaml is asked for", () => {
    expect(run(folder, "schema").stdout).toBe(run(folder, "schema", "spec").stdout);
    expect(schemas.spec).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: "lambdagrant spec" });
    expect(schemas.stack).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: "lambdagrant stack.yaml" });
    expect(run(folder, "schema", "specs").status).toBe(2);
  });

  it("accepts what compiles", () => {
    const refused = compiling.filter(({ kind, value }) => !takesBack(value) && !validate[kind](value)).map(({ name }) => name);
    expect(refused).toEqual([]);
    expect(compiling.length).toBeGreaterThan(100);
  });

  it("takes a variable or a tag that takes a default of the stack back, and no argument without a value", () => {
    const document = (more: object) => ({
      function: { name: "worker", runtime: "python3.13", handler: "app.handler", filename: "build/app.zip", ...more },
    });
    expect(validate.spec(document({ environment: { variables: { A1: null } }, tags: { team: null } }))).toBe(true);
    expect(validate.spec(document({ memory_size: null }))).toBe(false);
  });

  it("refuses what is misspelt, missing or of another type", () => {
    const shaped: readonly string[] = ["unknown-key", "missing-key", "wrong-type", "unknown-source"];
    const bad = judged.filter(({ errors }) => errors.length > 0 && errors.every(({ code }) => shaped.includes(code)));
    const accepted = bad.filter(({ kind, value }) => validate[kind](value)).map(({ name }) => name);
    expect(accepted.filter((name) => unseen[name] === undefined)).toEqual([]);
    expect(bad.length).toBeGreaterThan(accepted.length);
  });

  it("says what the compiler says of a document with one thing changed", () => {
    const shaped: readonly string[] = ["unknown-key", "wrong-type", "unknown-source"];
    const compared = { accepted: 0, refused: 0 };
    const differ: string[] = [];
    for (const [index, { name, kind, value, judge }] of compiling.entries()) {
      // What compiles only beside the others of its file says nothing here.
      if (takesBack(value) || judge(value).length > 0) continue;
      // A twelfth of the changes of each document, and another twelfth of the next one's.
      for (const { path, changed } of changes(value).filter((_, place) => (place + index) % 12 === 0)) {
        // What a default names is judged in the functions that it is for.
        if (kind === "stack" && /: target_arn: \{\}$/.test(path)) continue;
        const errors = judge(changed);
        if (errors.length === 0 && takesBack(changed)) continue;
        const accepted = validate[kind](changed);
        // Whether the stack has a default that a variable or a tag takes back, no schema sees.
        if (accepted && /(?:variables|tags): .+: null$/.test(path)) continue;
        if (errors.length === 0) compared.accepted += 1;
        else if (errors.some(({ code }) => shaped.includes(code))) compared.refused += 1;
        else continue;
        if (accepted !== (errors.length === 0)) differ.push(`${name} ${path}: ${errors[0]?.message ?? "compiles"}`);
      }
    }
    expect(differ).toEqual([]);
    console.log(`schema: agrees on ${compared.accepted} good and ${compared.refused} wrong documents`);
  });

  it("takes every action of AWS, and no wildcard", () => {
    const pattern = new RegExp(schemas.spec.definitions?.["action"]?.pattern ?? "");
    const actions = servicePrefixes().flatMap((prefix) => findService(prefix)?.actionNames ?? []);
    expect(actions.filter((action) => !pattern.test(action))).toEqual([]);
    const offered = (schemas.spec.definitions?.["action"]?.defaultSnippets ?? []).map(({ bodyText }) => bodyText);
    expect(offered.filter((action) => !actions.includes(action))).toEqual([]);
    expect(offered.length).toBeGreaterThan(1000);
    for (const action of ["*", "s3:*", "s3:Get*", "s3:GetObjec?", "s3", "*:GetObject", ""]) expect(action).not.toMatch(pattern);
  });

  it("has help for every key", () => {
    for (const [of, schema] of Object.entries(schemas)) expect(withoutHelp(schema, of)).toEqual([]);
  });
});

/** The keys of a schema that say nothing of themselves. */
function withoutHelp(schema: JsonSchema, at: string): readonly string[] {
  const { properties = {}, items, additionalProperties, anyOf = [], allOf = [], then } = schema;
  const own = Object.entries(properties).flatMap(([key, inside]) => [
    ...(inside.description === undefined ? [`${at}.${key}`] : []),
    ...withoutHelp(inside, `${at}.${key}`),
  ]);
  const below = [items, additionalProperties, then, ...anyOf, ...allOf].filter((inside) => typeof inside === "object");
  return [...own, ...below.flatMap((inside) => withoutHelp(inside, at))];
}

describe("a yaml-language-server with the schema", () => {
  const start = "function:\n  name: hello\n";
  let server: LanguageServer;
  let opened = 0;
  let home = "";

  beforeAll(async () => {
    const { spec, stack } = schemas;
    home = folderWith({ "spec.json": JSON.stringify(spec), "stack.json": JSON.stringify(stack) });
    const uri = (name: string) => pathToFileURL(join(home, name)).href;
    server = await startLanguageServer({ [uri("spec.json")]: "*-spec.yaml", [uri("stack.json")]: "stack.yaml" });
  });

  afterAll(() => server.stop());

  /** What the server says of a file; the § of a text is where somebody types. */
  function open(
    text: string,
    name = "-spec.yaml",
  ): { uri: string; place: { line: number; character: number }; said: Promise<readonly string[]> } {
    const before = text.slice(0, Math.max(text.indexOf("§"), 0)).split("\n");
    const uri = pathToFileURL(join(home, String(++opened), name.startsWith("-") ? `a${name}` : name)).href;
    const place = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return { uri, place, said: server.open(uri, text.replace("§", "")) };
  }

  const said = (text: string, name?: string) => open(text, name).said;

  async function offered(text: string): Promise<ReadonlyMap<string, string>> {
    const { uri, place, said } = open(text);
    await said;
    return server.complete(uri, place);
  }

  async function help(text: string): Promise<string> {
    const { uri, place, said } = open(text);
    await said;
    return server.hover(uri, place);
  }

  it("finds nothing wrong with specs/", async () => {
    const files = filesBelow(join(top, "specs"));
    const found = await Promise.all(files.map((file) => said(file.text, isSettings(file) ? "stack.yaml" : undefined)));
    expect(Object.fromEntries(files.map(({ path }, index) => [path, found[index]]))).toEqual(
      Object.fromEntries(files.map(({ path }) => [path, []])),
    );
  });

  it("finds what is misspelt, where it stands", async () => {
    expect(await said("function:\n  name: hello\n  runtme: python3.13\n  timeout: long\nlog: false\n")).toEqual([
      "3:3 Property runtme is not allowed.",
      "4:12 it takes a number, or an expression: ${…}",
      "5:1 Property log is not allowed.",
    ]);
    expect(await said(`${start}  role: mine\n`)).toEqual([
      "3:9 the compiler makes the role of a function: say what it should be under the key `role:` beside `function:`",
    ]);
    expect(await said(`${start}push:\n  - sns: a\n    becaus: b\n  - eventbridge: {bus: a, rule: b}\n`)).toEqual([
      "5:5 Property becaus is not allowed.",
    ]);
    expect(await said(`${start}push:\n  - snss: a\n`)).toEqual([
      "4:5 Property snss is not allowed.",
      expect.stringMatching(/^4:5 an entry of push names one kind of source: s3, sns, /),
    ]);
    expect(await said(`${start}pull:\n  - sqs: a\n    starting_position: LATEST\n  - kinesis: b\n`)).toEqual([
      "5:24 `starting_position` is refused here: a queue has no position to start from",
      '6:5 Missing property "starting_position".',
    ]);
    expect(await said(`${start}actions:\n  - allow: [s3:GetObject, s3:Put*]\n    resources: "*"\n`)).toEqual([
      "4:27 an action is service:Action, such as s3:GetObject, without a wildcard",
    ]);
    expect(await said("region: eu-west-1\nregions: a\nemit: {version: false}\n", "stack.yaml")).toEqual([
      "2:1 Property regions is not allowed.",
      "3:8 Property version is not allowed.",
    ]);
  });

  it("completes sources, arguments, actions and conditions", async () => {
    const sources = await offered(`${start}push:\n  - §`);
    expect(sources.get("sns")).toBe("sns: ");
    expect([...sources.keys()]).not.toContain("sqs");
    expect([...(await offered(`${start}push:\n  - sns: a\n    §`)).keys()]).toEqual([
      "why",
      "statement_id",
      "source_account",
      "qualifier",
      "label",
      "subscribe",
      "delivery_policy",
      "filter_policy",
      "filter_policy_scope",
      "raw_message_delivery",
      "redrive_policy",
      "replay_policy",
    ]);
    expect((await offered(`${start}  §`)).get("runtime")).toBe("runtime: ");
    expect([...(await offered(`${start}  §`)).keys()]).not.toContain("role");
    expect([...(await offered(`${start}pull:\n  - kinesis: a\n    starting_position: §`)).keys()]).toContain("TRIM_HORIZON");
    for (const place of ["§", "s3:Get§", "[s3:PutObject, §]", "\n      - §"]) {
      expect([...(await offered(`${start}actions:\n  - allow: ${place}`)).keys()]).toContain("s3:GetObject");
    }
    const entry = `${start}actions:\n  - allow: s3:GetObject\n    conditions:\n      `;
    expect([...(await offered(`${entry}§`)).keys()]).toContain("StringEquals");
    expect([...(await offered(`${entry}StringEquals:\n        §`)).keys()]).toContain("aws:PrincipalArn");
    expect([...(await offered(`${start}  description: §`)).keys()]).toEqual([]);
  });

  it("shows what a key says", async () => {
    expect(await help(`${start}push:\n  - sns: a\n    w§hy: b\n`)).toContain("The reason, for whoever reviews it");
    expect(await help(`${start}push:\n  - s§ns: a\n`)).toContain("SNS topic. https://docs.aws.amazon.com/sns/");
    expect(await help(`${start}  time§out: 3\n`)).toContain("https://registry.terraform.io/providers/hashicorp/aws/");
    // Not all the actions that there are.
    expect((await help(`${start}actions:\n  - allow: s3:Get§Object\n`)).length).toBeLessThan(300);
  });

  it("follows the first line of a file to its schema", async () => {
    const text = "# yaml-language-server: $schema=../spec.json\nfunction:\n  nam: hello\n";
    expect(await said(text, "-other.yaml")).toEqual(['2:1 Missing property "name".', "3:3 Property nam is not allowed."]);
    expect(await said("function:\n  nam: hello\n", "-other.yaml")).toEqual([]);
  });
});
