// npm run new:source KEY -- --title T --noun N --docs URL --principal P --arn ARN: a new entry of push-sources.ts and its case folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const sources = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(sources));

/** What AWS's page says, and how it looks; each is asked for, since nothing of it can be guessed. */
const facts = {
  title: "what the README's table calls it: 'Chime SDK channel flow'",
  noun: "what the ARN names, in messages: 'Chime app instance'",
  docs: "AWS's page: 'https://docs.aws.amazon.com/…'",
  principal: "who calls: 'messaging.chime.amazonaws.com'",
  arn: "the source ARN that the service sends, as AWS's reference writes it: 'arn:${Partition}:chime:${Region}:${Account}:app-instance/${AppInstanceId}'",
};
const home = new Set(["Partition", "Region", "Account"]);

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(Object.keys(facts).map((name) => [name, { type: "string" }])),
  });
  const [key, ...rest] = positionals;
  if (key === undefined || rest.length > 0 || !/^[a-z][a-z0-9_]*$/.test(key)) fail("name one key, such as chime_messaging");
  const missing = Object.keys(facts).filter((name) => !values[name]);
  if (missing.length > 0) fail(missing.map((name) => `--${name} is missing: ${facts[name]}`).join("\n"));
  addEntry(key, values);
  addCase(key, values);
} catch (thrown) {
  if (!(thrown instanceof Error) || !String(thrown.code ?? "").startsWith("ERR_PARSE_ARGS")) throw thrown;
  fail(thrown.message);
}

/** The entry stands before the services with a role of their own. */
function addEntry(key, { title, noun, docs, principal, arn }) {
  const path = join(sources, "push-sources.ts");
  const text = readFileSync(path, "utf8");
  const before = "  ...roleSources,\n";
  if (new RegExp(`^  ${key}: \\{$`, "m").test(text)) fail(`push-sources.ts has a key ${key} already`);
  if (!text.includes(before)) throw new Error("push-sources.ts has no place for an entry");
  const variables = variablesOf(arn);
  const service = arn.split(":")[2];
  const quoted = JSON.stringify;
  const entry = [
    `  ${key}: {`,
    `    kind: "arn",`,
    `    title: ${quoted(title)},`,
    `    noun: ${quoted(noun)},`,
    `    docs: ${quoted(docs)},`,
    `    principal: ${quoted(principal)},`,
    `    fields: {`,
    // As wide as a name can be until AWS's page says less.
    ...variables.map((name) => `      ${name}: { name: ${quoted(wordsOf(name))}, takes: plain, most: 128 },`),
    `    },`,
    `    forms: [{ arn: ${quoted(arn)}, parts: { ${variables.map((name) => `${partOf(name)}: "${name}"`).join(", ")} } }],`,
    `    short: ${variables.length === 1},`,
    `    // The resource types of AWS's reference that this ARN is of.`,
    `    types: [${quoted(`${service}/${partOf(variables.at(-1) ?? "")}`)}],`,
    `    // "arn+account" where the ARN names no account, or AWS's page asks for both.`,
    `    guard: ${arn.includes("${Account}") ? '"arn"' : '"arn+account"'},`,
    `  },`,
    "",
  ].join("\n");
  writeFileSync(
    path,
    text.replace(before, () => entry + before),
  );
  console.log(
    `generator/sources/push-sources.ts: ${key}; read the page once more, and set characters, types and guard as it says`,
  );
}

function addCase(key, { noun, arn }) {
  const folder = join(root, "test", "cases", "push", `${key.replaceAll("_", "-")}-forms`);
  if (existsSync(folder)) fail(`${folder.slice(root.length + 1)} is there already`);
  const variables = variablesOf(arn);
  const parts = variables.map((name, index) => `${partOf(name)}: name${index + 1}`).join(", ");
  let count = 0;
  const literal = arn.replace(/\$\{(\w+)\}/g, (_, name) =>
    home.has(name) ? { Partition: "aws", Region: "eu-west-1", Account: "123456789012" }[name] : `example${++count}`,
  );
  const spec = [
    `# The forms of a ${noun}: its ARN and its parts.`,
    "function:",
    "  name: worker",
    "  runtime: python3.13",
    "  handler: app.handler",
    "  filename: build/app.zip",
    "logs: false",
    "push:",
    `  - ${key}: ${literal}`,
    `  - ${key}: {${parts}}`,
    "",
  ].join("\n");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "spec.yaml"), spec);
  console.log(`${folder.slice(root.length + 1)}/spec.yaml; npm run test:update writes what comes out: read it, it is the review`);
}

function variablesOf(arn) {
  return [...arn.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]).filter((name) => !home.has(name));
}

/** `AppInstanceId` → "app instance id". */
function wordsOf(variable) {
  return variable.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** `AppInstanceId` → `app_instance`: the key of a mapping. */
function partOf(variable) {
  return wordsOf(variable)
    .replace(/ (id|name)$/, "")
    .replaceAll(" ", "_");
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
