import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { folderLister, isHidden, isSettings, isYaml } from "../files/folders.ts";
import { repositoryTop } from "../files/git/repository.ts";
import { applyPlan } from "../files/output/disk.ts";
import { pathMistake } from "../files/path-mistake.ts";
import { isInside, slashes } from "../files/paths.ts";
import { notApplied } from "./out-mistakes.ts";
import { type CommonOptions, type Exit, endRun, err, exit, out, printReport, say } from "./print-output.ts";

export interface InitOptions extends CommonOptions {
  readonly ci?: "github" | "gitlab";
  /** A folder of sources: the spec is what its code needs. */
  readonly from?: string;
  readonly handler?: string;
  readonly name?: string;
}

/** Which region it is nobody asked, and a stack.yaml above may say: what is made up here would win over that. */
const settings = `# Settings of this folder's stack. Region and account are those of a stack.yaml above; without one, Terraform reads them when it plans.
# region: eu-west-1
# account: "123456789012"
`;

/** A stack of one function, which has the name of its folder. */
const hello = (name: string): Readonly<Record<string, string>> => ({
  "stack.yaml": settings,
  [`${name}.yaml`]: `function:
  name: ${yamlText(name).padEnd(25)} # every other key is an argument of aws_lambda_function
  runtime: python3.13
  handler: hello.handler

code:
  dir: src                        # or {zip: build.zip}, {s3: …}, {image: …}

push:                             # who may invoke it
  - sns: greetings                # a name, an ARN, or \${aws_sns_topic.greetings.arn}
    why: every greeting is answered

actions:                          # what its code may do
  - allow: dynamodb:PutItem
    resources: answers
`,
  "src/hello.py": `"""Answers each greeting."""

import boto3

answers = boto3.resource("dynamodb").Table("answers")


def handler(event, context):
    for record in event["Records"]:
        sns = record["Sns"]
        answers.put_item(Item={"id": sns["MessageId"], "answer": f"Hello to you: {sns['Message']}"})
`,
});

/** What a CI runs, from the top of the repository. */
interface Job {
  /** The folder to run in, below the top; "" is the top. */
  readonly folder: string;
  /** What says the root of the specs on a command line; "" where it need not be said. */
  readonly root: string;
}

/** Where each CI looks, below the top of the repository, and what fails there where specs are wrong, the output is out of date, or a change grants more. */
const pipelines: Readonly<Record<"github" | "gitlab", (job: Job) => { readonly path: string; readonly text: string }>> = {
  github: ({ folder, root }) => ({
    path: ".github/workflows/lambdagrant.yml",
    text: `name: lambdagrant
on: [pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
${folder === "" ? "" : `    defaults:\n      run:\n        working-directory: ${yamlText(folder)}\n`}    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 2 # what is merged, and what it is merged into
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: ${yamlText(`npx lambdagrant check --format github${root}`)}
      - run: ${yamlText(`npx lambdagrant generate --check${root}`)}
      - run: ${yamlText(`npx lambdagrant prove${root}`)}
      - run: ${yamlText(`npx lambdagrant diff HEAD^1 --format github --fail-on widening${root}`)}
`,
  }),
  gitlab: ({ folder, root }) => ({
    path: ".gitlab-ci.yml",
    text: `lambdagrant:
  image: node:22
  variables:
    GIT_DEPTH: 0 # what it is merged into may be far back
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
${folder === "" ? "" : `    - ${yamlText(`cd ${shellWord(folder)}`)}\n`}    - npm ci
    - ${yamlText(`npx lambdagrant check${root}`)}
    - ${yamlText(`npx lambdagrant generate --check${root}`)}
    - ${yamlText(`npx lambdagrant prove${root}`)}
    - ${yamlText(`npx lambdagrant diff "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format markdown${root} > grants.md`)}
    - ${yamlText(`npx lambdagrant diff "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --fail-on widening${root}`)}
  artifacts:
    when: always
    paths:
      - ${yamlText(folder === "" ? "grants.md" : `${folder}/grants.md`)}
`,
  }),
};

/**
 * `lambdagrant init`: a stack to start from, in a folder of its own; never writes over a file, or settings above specs. From a folder
 * of sources, its spec is what their code needs.
 */
export async function init(given: string | undefined, options: InitOptions): Promise<Exit> {
  const folderOf = (name: string) => given ?? `specs/${name}`;
  const { from, handler, name } = options;
  if (from === undefined) {
    const other = handler !== undefined ? "--handler" : name !== undefined ? "--name" : null;
    // Where there are specs, their CI is what is missing.
    const isThere = options.ci !== undefined && firstFileIn(given ?? "specs", isSpec) !== undefined;
    if (other === null && isThere) return write(given ?? "specs", {}, options);
    if (other === null) return write(folderOf("hello"), hello(nameFor(folderOf("hello"))), options);
    return endRun(`${other} is of the code that --from names`);
  }
  const asked = { code: from, ...(handler !== undefined && { handler }), ...(name !== undefined && { name }) };
  const suggested = await (await import("./apart/suggest.ts")).suggestNew(asked, folderOf);
  if ("problem" in suggested) return endRun(suggested.problem, exit.input);
  const unusable = whyNoFile(suggested.name);
  if (unusable !== null) return endRun(unusable);
  return write(folderOf(suggested.name), { "stack.yaml": settings, [`${suggested.name}.yaml`]: suggested.text }, options);
}

/** The name of a function after its folder; a root of specs is no name, nor is what is called as another file is. */
function nameFor(folder: string): string {
  const name = basename(resolve(folder))
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, 64);
  return isRoot(folder) || whyNoFile(name) !== null || /^-*$/.test(name) ? "hello" : name;
}

/** Why a function of this name has no file that is called as it is; null where it has. Such a name leads out of no folder. */
function whyNoFile(name: string): string | null {
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    return `no function can be called ${JSON.stringify(name)}: a name is up to 64 letters, digits, - and _; say another one with --name`;
  const isOther = isSettings(`${name}.yaml`) || /(^|_)override$/.test(name);
  return isOther ? `${name}.yaml would be no file of a function; say another one with --name` : null;
}

/** What YAML would take for something else than this text is quoted. */
function yamlText(text: string): string {
  const isPlain = /^[A-Za-z_]([\w./='"$^>@ -]*[\w./'-])?$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The root that a stack in a folder has: the first folder on the way to it, as `specs` is. */
function rootOf(folder: string): string {
  const [first = "."] = relative(process.cwd(), resolve(folder)).split(sep);
  return first === ".." || isAbsolute(first) ? folder : first === "" ? "." : first;
}

/** Whether a folder, however it is written, is the root itself. */
function isRoot(folder: string): boolean {
  return resolve(rootOf(folder)) === resolve(folder);
}

/** What says the root on a command line; nothing for the usual one. */
function rootOption(folder: string): string {
  const root = rootOf(folder);
  if (root === "specs") return "";
  return ` --specs ${shellWord(root)}`;
}

function write(folder: string, stack: Readonly<Record<string, string>>, options: InitOptions): Exit {
  const root = rootOption(folder);
  const here = realpathSync(process.cwd());
  // A CI looks in the top of the repository alone.
  const top = (options.ci === undefined ? null : repositoryTop(here)) ?? here;
  const pipeline = options.ci === undefined ? [] : [pipelines[options.ci]({ folder: slashes(relative(top, here)), root })];
  const files = [
    ...Object.entries(stack).map(([path, text]) => ({ path: join(folder, path), text })),
    ...pipeline.map(({ path, text }) => ({ path: join(relative(here, top), path), text })),
  ];
  // What no run would read is not written.
  const parts = relative(process.cwd(), resolve(folder))
    .split(sep)
    .filter((part) => part !== "" && part !== "..");
  // Of folders elsewhere, those above are the machine's.
  const hidden = (isRoot(folder) ? parts.slice(-1) : parts).find(isHidden);
  if (hidden !== undefined) return endRun(`no run looks for specs in ${hidden}; nothing was written`, exit.input);
  const strange = pathMistake(parts.join("/") || "specs");
  if (strange !== null) return endRun(`the name of this folder ${strange}; nothing was written`, exit.input);
  const isAlone = Object.keys(stack).length === 0;
  // Specs that are there would get new settings from above.
  const taken = (isAlone ? undefined : firstFileIn(folder, isYaml)) ?? files.find(({ path }) => existsSync(path))?.path;
  if (taken !== undefined) {
    say(`lambdagrant: ${taken} is there already; nothing was written`);
    if (isInside(resolve(taken), resolve(folder))) err("name a folder of its own for the new stack: lambdagrant init specs/NAME");
    return exit.input;
  }
  for (const [at, own] of [
    [folder, stack],
    [relative(here, top) || ".", Object.fromEntries(pipeline.map(({ path, text }) => [path, text]))],
  ] as const) {
    const changes = Object.entries(own).map(([path, text]) => ({ kind: "create", path, text }) as const);
    const applied = changes.length === 0 ? null : applyPlan(at, { changes, foreign: [] });
    if (applied === null || applied.kind === "applied") continue;
    printReport({ diagnostics: [notApplied(applied, at)], files: 0, functions: 0 }, options);
    return exit.machine;
  }
  const now = isAlone ? `, for the specs in ${rootOf(folder)}` : `; now run: lambdagrant generate${root}`;
  if (!options.quiet) out(`wrote ${files.map(({ path }) => path).join(", ")}${now}`);
  return exit.done;
}

function isSpec(name: string): boolean {
  return isYaml(name) && !isSettings(name);
}

/** The first file in a folder or below it that has such a name, and that runs would look at, behind links, too, or would refuse. */
function firstFileIn(folder: string, isOne: (name: string) => boolean): string | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const refused: string[] = [];
  const list = folderLister(({ at }) => refused.push(at));
  const firstIn = (at: string): string | undefined => {
    const { specs, settings, folders } = list(at, resolve(folder));
    const file = [...settings, ...specs].find(isOne);
    if (file !== undefined) return join(at, file);
    for (const name of folders) {
      const found = firstIn(join(at, name));
      if (found !== undefined) return found;
    }
    return refused.find((path) => isOne(basename(path)));
  };
  const found = firstIn(resolve(folder));
  return found === undefined ? undefined : join(folder, relative(resolve(folder), found));
}
