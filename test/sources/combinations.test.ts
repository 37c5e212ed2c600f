import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Compiled, compile } from "../../generator/compile.ts";
import type { FunctionGrants, Permission } from "../../generator/grants.ts";
import { textOf } from "../../generator/iam/arn.ts";
import { policyDocuments } from "../../generator/iam/policy/policy-document.ts";

/** Sources that stand together in one stack: whatever compiles is guarded, unlike its neighbours, and a graph without a cycle. */

type Entry = Readonly<Record<string, unknown>>;

interface Declared {
  readonly name: string;
  readonly alias: unknown;
  readonly push: readonly Entry[];
  readonly pull: readonly Entry[];
}

const account = "123456789012";

/** Few names, alike in snake case, so that labels and statement ids meet. */
const name = fc.constantFrom("a", "b", "a-b", "a_b");
const named = <Value>(of: (text: string) => Value) => name.map(of);

const subscribed = (entry: Entry): fc.Arbitrary<Entry> =>
  fc.boolean().map((wired) => (wired ? { ...entry, subscribe: true } : entry));

/** A source of `push`: its key and value, and what stands beside it on request. */
const pushSource: fc.Arbitrary<Entry> = fc.oneof(
  name.chain((text) => subscribed({ sns: text })),
  name.chain((text) => subscribed({ eventbridge: text })),
  name.chain((text) => subscribed({ eventbridge: { bus: "shop", rule: text } })),
  name.chain((text) => fc.constantFrom<Entry>({ logs: text }, { logs: text, subscribe: true, filter_pattern: "ERROR" })),
  name.chain((text) => subscribed({ alb: { name: text, id: "0123456789abcdef" } })),
  fc
    .tuple(fc.constantFrom("bucket-a", "bucket-b", "bucket.b"), fc.constantFrom("a/", "b/"), fc.boolean())
    .map(
      ([bucket, prefix, wired]): Entry =>
        wired ? { s3: bucket, subscribe: true, events: ["s3:ObjectCreated:*"], filter_prefix: prefix } : { s3: bucket },
    ),
  name.chain((text) =>
    fc.constantFrom<Entry>({ scheduler: text }, { scheduler: text, subscribe: true, schedule_expression: "rate(1 day)" }),
  ),
  named((text) => ({ stepfunctions: text })),
  named((text) => ({ pipes: text })),
  fc.constantFrom<Entry>({ codepipeline: "a" }, { rds: "a" }, { firehose: "a" }, { appsync_datasource: "a1" }, { s3batch: "*" }),
  named((text) => ({ apigateway: { api: "a1b2c3d4e5", stage: "prod", method: "GET", path: `/${text}` } })),
  named((text) => ({ websocket: { api: "a1b2c3d4e5", stage: "prod", route: text } })),
  named((text) => ({ alarm: text })),
  fc.constantFrom<Entry>(
    { alexa: "amzn1.ask.skill.0b1c2d3e-1111-2222-3333-444455556666" },
    { organization: "o-a1b2c3d4e5" },
    { account: `arn:aws:iam::${account}:role/caller` },
    { metrics: "self" },
    { chime: "self" },
    { config: "*" },
    { workmail: "m-00000000000000000000000000000001" },
    { service: "newthing.amazonaws.com", source_account: "self" },
    { cognito: "eu-west-1_abc" },
    { bedrock: "AGENT12345" },
    { ses: { rule_set: "a", rule: "b" } },
  ),
  fc.constantFrom<Entry>(
    { cloudfront: "E1" },
    { cloudfront: "E2" },
    { url: { authorization_type: "AWS_IAM" } },
    { url: { authorization_type: "AWS_IAM", principal: `arn:aws:iam::210987654321:role/caller` } },
    { url: { authorization_type: "NONE" }, why: "everybody" },
  ),
);

/** Labels and ids that others could have made of themselves. */
const label = fc.constantFrom(undefined, undefined, undefined, undefined, "x", "sns_a", "url", "trust", "cloudfront_e1_invoke");
const statementId = fc.constantFrom(undefined, undefined, undefined, undefined, "x", "x_invoke", "sns_a", "url");
const qualifier = fc.constantFrom(undefined, undefined, undefined, "green", "blue", "live");

const roleKeys = ["scheduler", "stepfunctions", "pipes", "codepipeline", "rds", "firehose", "appsync_datasource", "s3batch"];

const pushEntry = fc.tuple(pushSource, label, statementId, qualifier).map(([source, ownLabel, id, own]): Entry => {
  const [key = ""] = Object.keys(source);
  return {
    ...source,
    ...(ownLabel === undefined ? {} : { label: ownLabel }),
    ...(id === undefined || roleKeys.includes(key) ? {} : { statement_id: id }),
    ...(own === undefined ? {} : { qualifier: own }),
  };
});

const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:signin-AbCdEf`;

const pullEntry: fc.Arbitrary<Entry> = fc.oneof(
  named((text) => ({ sqs: text })),
  named((text) => ({ kinesis: text, starting_position: "LATEST" })),
  named((text) => ({
    kafka: { bootstrap_servers: ["b-1.example.com:9092"] },
    topics: [text],
    starting_position: "LATEST",
  })),
  named((text) => ({
    mq: `arn:aws:mq:eu-west-1:${account}:broker:mails:b-1`,
    queues: [text],
    source_access_configuration: [{ type: "BASIC_AUTH", uri: secret }],
  })),
);

const declared: fc.Arbitrary<Declared> = fc.record({
  name: fc.constantFrom("worker", "worker-sns-a", "worker-scheduler-a", "worker-url", "bucket-a"),
  alias: fc.constantFrom(undefined, "live", { name: "live", function_version: "1" }),
  push: fc.array(pushEntry, { maxLength: 6 }),
  pull: fc.array(pullEntry, { maxLength: 2 }),
});

const stackOf = fc.uniqueArray(declared, { minLength: 1, maxLength: 3, selector: (of) => of.name });

function specOf({ name: own, alias, push, pull }: Declared): string {
  const code = { runtime: "python3.13", handler: "app.handler", filename: "build/app.zip" };
  return JSON.stringify({
    function: { name: own, ...code, ...(alias === undefined ? {} : { alias }) },
    ...(push.length > 0 && { push }),
    ...(pull.length > 0 && { pull }),
  });
}

function compileAll(functions: readonly Declared[]): Compiled {
  return compile({
    rootName: "specs",
    specs: functions.map((of) => ({ path: `${of.name}.yaml`, file: `${of.name}.yaml`, text: specOf(of) })),
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: `region: eu-west-1\naccount: "${account}"\n` }],
  });
}

const text = (of: Permission["qualifier"]) => (of === null ? null : textOf(of));

/** What of a permission lets in more than it should; null where nothing does. */
function open(permission: Permission): string | null {
  const principal = textOf(permission.principal);
  const { source_arn, source_account, principal_org_id, event_source_token, function_url_auth_type, invoked_via_function_url } =
    permission.guards;
  if (principal === "*") {
    return (principal_org_id ?? function_url_auth_type ?? invoked_via_function_url) === undefined ? "anybody" : null;
  }
  if (/^(\d{12}|arn:aws:iam::\d{12}:(role|user)\/.+)$/.test(principal)) return null;
  if ((source_arn ?? source_account ?? event_source_token) === undefined) return principal;
  // A bucket's ARN is nobody's.
  return typeof source_arn === "object" && /^arn:aws:s3:::/.test(textOf(source_arn)) && source_account === undefined
    ? principal
    : null;
}

function statementIds(of: FunctionGrants): readonly string[] {
  return of.permissions.map((permission) => `${text(permission.qualifier) ?? ""}:${textOf(permission.statementId)}`);
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((one, index) => names.indexOf(one) !== index);
}

function addresses({ files }: Compiled): readonly string[] {
  return files.flatMap((file) =>
    [...file.text.matchAll(/^(data|resource|output|variable) "(\w+)"(?: "(\w+)")?/gm)].map(([, kind, type, own]) =>
      [kind, type, own].join(" "),
    ),
  );
}

/** Resources and data sources → the ones that they name. */
async function graphOf({ files }: Compiled): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    const parsed = (await parse(file.path, file.text)) as Readonly<
      Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
    >;
    for (const kind of ["resource", "data"] as const) {
      for (const [type, blocks] of Object.entries(parsed[kind] ?? {})) {
        for (const [own, block] of Object.entries(blocks)) {
          const body = JSON.stringify(block);
          const named = [...body.matchAll(/(data\.)?\b(aws_\w+)\.(\w+)/g)].map(([whole]) => whole);
          graph.set(`${kind === "data" ? "data." : ""}${type}.${own}`, new Set(named));
        }
      }
    }
  }
  return graph;
}

function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = graph.has(next) ? visit(next, [...path, node]) : null;
      if (cycle !== null) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

function textsOf({ files }: Compiled): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [file.path, file.text]));
}

/** Everything that must hold of what comes out. */
async function check(functions: readonly Declared[]): Promise<"refused" | "compiled"> {
  const compiled = compileAll(functions);
  if (compiled.stacks.length === 0) {
    expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).not.toEqual([]);
    return "refused";
  }
  for (const of of compiled.stacks.flatMap((stack) => stack.functions)) {
    expect(of.permissions.flatMap((permission) => open(permission) ?? [])).toEqual([]);
    expect(repeated(statementIds(of))).toEqual([]);
    for (const own of new Set(of.permissions.map((permission) => text(permission.qualifier)))) {
      const permissions = of.permissions.filter((permission) => text(permission.qualifier) === own);
      expect(JSON.stringify(policyDocuments({ ...of, permissions }).resource).length).toBeLessThanOrEqual(20_480);
    }
  }
  expect(repeated(addresses(compiled))).toEqual([]);
  expect(cycleIn(await graphOf(compiled))).toBeNull();
  const turned = functions.map((of) => ({ ...of, push: of.push.toReversed(), pull: of.pull.toReversed() })).toReversed();
  expect(textsOf(compileAll(turned))).toEqual(textsOf(compiled));
  return "compiled";
}

describe("sources together", () => {
  it("are guarded, unlike one another, and without a cycle, in whichever order", { timeout: 60_000 }, async () => {
    const outcomes = { refused: 0, compiled: 0 };
    await fc.assert(
      fc.asyncProperty(stackOf, async (functions) => {
        outcomes[await check(functions)]++;
      }),
      { numRuns: 400 },
    );
    console.log(`combinations: ${outcomes.compiled} compiled, ${outcomes.refused} refused`);
    // Most must compile, or nothing was tried.
    expect(outcomes.compiled).toBeGreaterThan(outcomes.refused / 4);
  });
});

/** What the random stacks above seldom meet. Each must be refused, or come out right. */
describe("sources that stand in each other's way", () => {
  const worker = (push: readonly Entry[], own: Partial<Declared> = {}): Declared => ({
    name: "worker",
    alias: undefined,
    push,
    pull: [],
    ...own,
  });
  const notified = (s3: string): Entry => ({ s3, subscribe: true, events: ["s3:ObjectCreated:*"] });

  it("one statement id, under the function's alias and under the same alias by name", async () => {
    await check([
      worker(
        [
          { sns: "a", statement_id: "x", qualifier: "live" },
          { alarm: "b", statement_id: "x" },
        ],
        { alias: "live" },
      ),
    ]);
  });

  it("one statement id, of an entry and of another's second permission", async () => {
    await check([
      worker([
        { cloudfront: "E1", statement_id: "x" },
        { sns: "a", statement_id: "x_invoke" },
      ]),
    ]);
  });

  it("one label, of an entry and of another's second permission", async () => {
    await check([worker([{ cloudfront: "E1" }, { sns: "a", label: "cloudfront_e1_invoke" }])]);
  });

  it("one document, of a role and of another role's trust", async () => {
    await check([worker([{ stepfunctions: "b" }, { stepfunctions: "b-trust" }])]);
  });

  it("buckets alike in snake case, whose notifications stand in stack.tf", async () => {
    await check([worker([notified("my-bucket")]), worker([notified("my.bucket")], { name: "other" })]);
  });

  it("one bucket by its name and by its resource, whose notifications would erase each other", async () => {
    await check([worker([notified("scans")]), worker([notified("${aws_s3_bucket.scans.arn}")], { name: "other" })]);
  });
});
