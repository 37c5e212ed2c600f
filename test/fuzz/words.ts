import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { conditionOperators } from "../../generator/iam/conditions/condition-operators.ts";
import { globalKeys } from "../../generator/iam/reference/global-keys.ts";
import { specSchema, stackSchema } from "../../generator/spec/language/json-schema.ts";
import { caseNames, casesFolder, plainName } from "../support/case.ts";

/** The words of the language and what people write with them: from the schema, from IAM's tables, and from the cases. */

export type Tree = null | string | number | boolean | readonly Tree[] | { readonly [key: string]: Tree };

/** Pieces that mean something to HCL, YAML, IAM, a terminal or a file system. */
export const marks = [
  "${",
  "$${",
  "$",
  "%{",
  "%%{",
  "&{",
  "}",
  '"',
  "'",
  "\\",
  "\n",
  "\r\n",
  "\t",
  "#",
  "//",
  "/*",
  "*/",
  "<<EOF",
  "{{x}}",
  "*",
  "?",
  "**",
  "*?",
  "/",
  ":",
  "::",
  ",",
  "[",
  "]",
  "..",
  "-",
  "_",
  "0",
  "00",
  "-1",
  "1e400",
  "0x10",
  ".inf",
  "~",
  "\u202e",
  "\u2028",
  "\u0000",
  "\ufeff",
  "e\u0301",
  "👩‍👩‍👧",
  "\ud800",
  "__proto__",
  "constructor",
  "toString",
  "arn:aws:",
  "arn:aws-cn:",
  "arn:*:*:*:*:*",
  "123456789012",
  "${*}",
  "${aws:username}",
  "${var.x}",
  "${each.value}",
  "${local.a.b}",
  "${aws_s3_bucket.b.arn}",
  "${aws_sns_topic.t[0].arn}",
  '${format("%s", var.x)}',
  "${data.aws_caller_identity.lambdagrant.account_id}",
  "${a ? b : c}",
  '${join("", ["*"])}',
] as const;

const examples = fileURLToPath(new URL("../../specs/", import.meta.url));

/** The spec and, where there is one, the stack.yaml of each case; and the example specs, each with its folder's. */
export const seeds: readonly { readonly name: string; readonly spec: string; readonly stack: string }[] = [
  ...caseNames.map((name) => ({
    name: plainName(name),
    spec: textOf(`${casesFolder}${name}/spec.yaml`),
    stack: textOf(`${casesFolder}${name}/stack.yaml`),
  })),
  ...readdirSync(examples, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.yaml$/.test(name) && !/(^|\/)(stack|rules)\.yaml$/.test(name))
    .sort()
    .map((name) => ({
      name: name.replaceAll("/", "-"),
      spec: textOf(examples + name),
      stack: textOf(`${examples}${name.slice(0, name.lastIndexOf("/") + 1)}stack.yaml`),
    })),
].filter(({ spec }) => spec !== "" && spec.length < 5000);

interface Words {
  /** Keys that may stand in a mapping. */
  readonly keys: readonly string[];
  /** Everything that stood as a value in some case. */
  readonly scalars: readonly (string | number | boolean)[];
  /** By key, the values that cases have under it. */
  readonly donors: ReadonlyMap<string, readonly Tree[]>;
}

export const { keys, scalars, donors } = gather();

function gather(): Words {
  const keys = new Set([...conditionOperators, ...globalKeys.map(({ name }) => name.replace("${TagKey}", "team"))]);
  for (const schema of [specSchema(), stackSchema()]) gatherProperties(schema, keys);
  const scalars = new Map<string, string | number | boolean>();
  const donors = new Map<string, Map<string, Tree>>();
  const walk = (tree: Tree, key: string): void => {
    const list = donors.get(key) ?? new Map<string, Tree>();
    donors.set(key, list.set(JSON.stringify(tree), tree));
    if (Array.isArray(tree)) for (const item of tree) walk(item as Tree, key);
    else if (typeof tree === "object" && tree !== null)
      for (const [inner, value] of Object.entries(tree)) {
        keys.add(inner);
        walk(value as Tree, inner);
      }
    else if (tree !== null) scalars.set(`${typeof tree} ${String(tree)}`, tree as string | number | boolean);
  };
  for (const { spec, stack } of seeds) for (const text of [spec, stack]) for (const tree of treesOf(text) ?? []) walk(tree, "");
  return {
    keys: [...keys].sort(),
    scalars: [...scalars].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
    donors: new Map([...donors].map(([key, values]) => [key, [...values.values()]])),
  };
}

/** The documents of a YAML text as values; null where it is not well-formed, or so deep or full of aliases that it stands for a limit. */
export function treesOf(text: string): Tree[] | null {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
    return documents.map((document) => document.toJS({ maxAliasCount: 50 }) as Tree);
  } catch {
    return null;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function gatherProperties(schema: unknown, found: Set<string>): void {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") for (const name of Object.keys(value as object)) found.add(name);
    gatherProperties(value, found);
  }
}
