import { describe, expect, it } from "vitest";
import { type Compiled, compile } from "../../generator/compile.ts";
import type { FunctionGrants, Policy } from "../../generator/grants.ts";
import { executionDocument } from "../../generator/iam/policy/policy-document.ts";
import { findService } from "../../generator/iam/reference/reference.ts";

/** Policies over what AWS takes: they move to managed policies that grant the same, or are refused with a number. */

const stack = 'region: eu-west-1\naccount: "123456789012"\n';

interface Entry {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly sid?: string;
}

function specOf(name: string, entries: readonly Entry[], rest = ""): string {
  const actions = entries.map(
    ({ actions: allow, resources, conditions, sid }) =>
      `  - ${JSON.stringify({ allow, resources, ...(conditions && { conditions }), ...(sid !== undefined && { sid }) })}\n`,
  );
  return [
    `function: {name: ${name}, runtime: python3.13, handler: app.handler}\ncode: {zip: build/app.zip}\n`,
    rest,
    entries.length > 0 ? `actions:\n${actions.join("")}` : "",
  ].join("");
}

function compileAll(...texts: readonly string[]): Compiled {
  return compile({
    rootName: "specs",
    specs: texts.map((text, index) => ({ path: `${index}.yaml`, file: `${index}.yaml`, text })),
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: stack }],
  });
}

function functionOf(text: string): FunctionGrants {
  const compiled = compileAll(text);
  const [found] = compiled.stacks.flatMap(({ functions }) => functions);
  expect(compiled.diagnostics).toEqual([]);
  if (found === undefined) throw new Error("nothing was compiled");
  return found;
}

function messages(text: string): readonly string[] {
  return compileAll(text).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const many = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, "0")}`);
const tables = (count: number) => many(count, "arn:aws:dynamodb:eu-west-1:123456789012:table/a-table-with-a-long-name");
const queues = (count: number) => many(count, "arn:aws:sqs:eu-west-1:123456789012:a-queue-with-a-long-name");
const topics = (count: number) => many(count, "arn:aws:sns:eu-west-1:123456789012:a-topic-with-a-long-name");

const mixed: readonly Entry[] = [
  { actions: ["dynamodb:GetItem", "dynamodb:PutItem"], resources: tables(60), sid: "Tables" },
  { actions: ["sqs:SendMessage"], resources: queues(60) },
  {
    actions: ["sns:Publish"],
    resources: topics(60),
    conditions: { Bool: { "aws:SecureTransport": ["true"] } },
  },
];

/** What IAM counts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function sizeOf({ statements }: Policy): number {
  return JSON.stringify(executionDocument(statements)).replace(/\s/g, "").length;
}

type Texts = string | readonly string[];

/** Every (action, resource, condition) that documents allow. */
function pairsOf(policies: readonly Policy[]): readonly string[] {
  const pairs = policies.flatMap(({ statements }) =>
    (executionDocument(statements)?.Statement ?? []).flatMap(({ Effect, Action, Resource = [], Condition }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => pair(Effect, action, resource, Condition))),
    ),
  );
  return [...new Set(pairs)].sort();
}

/** What the entries ask for, and the function's log: told apart from the compiler's own statements. */
function pairsAsked(name: string, entries: readonly Entry[]): readonly string[] {
  const streams = `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/${name}:log-stream:*`;
  const logs: Entry = { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [streams] };
  return [...entries, logs]
    .flatMap(({ actions, resources, conditions }) =>
      actions.flatMap((action) => resources.map((resource) => pair("Allow", action, resource, conditions))),
    )
    .sort();
}

function pair(
  effect: string,
  action: string,
  resource: string,
  conditions: Readonly<Record<string, Readonly<Record<string, Texts>>>> = {},
): string {
  const sorted = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [operator, key, [...list(values)].sort()]),
  );
  return JSON.stringify([effect, action, resource, sorted]);
}

function list(texts: Texts): readonly string[] {
  return typeof texts === "string" ? [texts] : texts;
}

function labels({ policies }: FunctionGrants): readonly string[] {
  return policies.map(({ label }) => label);
}

describe("a policy that is too large for a role", () => {
  const of = functionOf(specOf("worker", mixed));

  it("comes out as managed policies that AWS takes", () => {
    expect(of.policies.length).toBeGreaterThan(1);
    expect(of.policies.length).toBeLessThanOrEqual(10);
    expect(
      sizeOf({ ...of.policies[0], statements: of.policies.flatMap(({ statements }) => statements) } as Policy),
    ).toBeGreaterThan(12_000);
    for (const policy of of.policies) {
      expect(policy.kind).toBe("managed");
      expect(sizeOf(policy)).toBeLessThanOrEqual(6144);
    }
    expect(new Set(labels(of)).size).toBe(of.policies.length);
  });

  it("grants the same set as one document would", () => {
    expect(pairsOf(of.policies)).toEqual(pairsAsked("worker", mixed));
  });

  it("grants the same set where one statement is divided by its resources", () => {
    const entries = [{ actions: ["dynamodb:GetItem"], resources: tables(300), sid: "Tables" }];
    const divided = functionOf(specOf("worker", entries));
    expect(pairsOf(divided.policies)).toEqual(pairsAsked("worker", entries));
    for (const policy of divided.policies) {
      expect(sizeOf(policy)).toBeLessThanOrEqual(6144);
      const sids = policy.statements.flatMap(({ sid }) => sid ?? []);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  it("does not depend on the order of the entries", () => {
    const back = mixed.toReversed().map((entry) => ({ ...entry, resources: entry.resources.toReversed() }));
    expect(functionOf(specOf("worker", back)).policies).toEqual(of.policies);
  });

  it("keeps every policy's label when an entry takes one more action", () => {
    const more = ["dynamodb:BatchWriteItem", "sqs:GetQueueAttributes", "sns:GetTopicAttributes"];
    mixed.forEach((_, changed) => {
      const entries = mixed.map((entry, index) =>
        index === changed ? { ...entry, actions: [...entry.actions, more[changed] ?? ""] } : entry,
      );
      expect(labels(functionOf(specOf("worker", entries)))).toEqual(labels(of));
    });
  });

  it("moves nothing that is granted already when an entry more is granted", () => {
    const asked = (more: readonly string[]) =>
      functionOf(
        specOf("worker", [
          { actions: ["dynamodb:GetItem"], resources: [...more, ...tables(150)] },
          { actions: ["dynamodb:PutItem"], resources: [...more, ...tables(40)] },
          { actions: ["sqs:SendMessage"], resources: queues(20) },
        ]),
      ).policies;
    const placesOf = (policies: readonly Policy[]) =>
      new Map(policies.flatMap((policy) => pairsOf([policy]).map((text) => [text, policy.label] as const)));
    const before = placesOf(asked([]));
    expect(new Set(before.values()).size).toBeGreaterThan(3);
    for (const first of many(12, "arn:aws:dynamodb:eu-west-1:123456789012:table/a-first-one")) {
      const after = placesOf(asked([first]));
      expect([...before].filter(([text, label]) => after.get(text) !== label)).toEqual([]);
    }
  });

  it("moves half of one policy where an entry more fills it", () => {
    const asked = (count: number) =>
      functionOf(specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(count) }])).policies;
    const labelsOf = (count: number) => asked(count).map(({ label }) => label);
    const full = [...Array(60).keys()]
      .map((count) => count + 150)
      .find((count) => labelsOf(count + 1).length > labelsOf(count).length);
    const [before, after] = [asked(full ?? 0), asked((full ?? 0) + 1)];
    const changed = before.filter((policy) => {
      const now = after.find(({ label }) => label === policy.label);
      return pairsOf([policy]).some((text) => !pairsOf(now === undefined ? [] : [now]).includes(text));
    });
    expect(after.map(({ label }) => label)).toEqual(expect.arrayContaining(before.map(({ label }) => label)));
    expect(changed.length).toBe(1);
  });

  // Known to fail: the topics move from the tables' policy into one of their own, which takes the queues along.
  it("keeps every policy's label where the action fills a policy", () => {
    const asked = (...actions: readonly string[]) =>
      functionOf(
        specOf(
          "worker",
          [
            { actions, resources: tables(40) },
            { actions: ["sqs:SendMessage"], resources: queues(20) },
            { actions: ["sns:Publish"], resources: topics(40) },
          ],
          "role: {policy: managed}\n",
        ),
      );
    const after = labels(asked("dynamodb:GetItem", "dynamodb:BatchWriteItem"));
    for (const label of labels(asked("dynamodb:GetItem"))) expect(after).toContain(label);
  });

  // Known to fail: statements are halved, so that a policy of 50,000 characters needs 16 of 3,200 instead of 9.
  it("is not refused where ten managed policies hold it", () => {
    expect(messages(specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(640) }]))).toEqual([]);
  });

  // Known to fail: a statement is divided by its resources alone, and these actions all stand on "*".
  it("is divided by its actions where there is one resource", () => {
    const ec2 = findService("ec2");
    const actions = (ec2?.actionNames ?? []).filter((name) => ec2?.action(name.slice("ec2:".length))?.types.length === 0);
    expect(messages(specOf("worker", [{ actions, resources: ["*"] }], "role: {policy: managed}\n"))).toEqual([]);
  });

  // Known to fail: both files declare data.aws_iam_policy_document.worker_dynamodb, and both policies have one name in AWS.
  it("does not take the addresses of another function", () => {
    const large = specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(200) }]);
    const other = specOf(
      "worker-dynamodb",
      [{ actions: ["sqs:SendMessage"], resources: queues(1) }],
      "role: {policy: managed}\n",
    );
    const { files, diagnostics } = compileAll(large, other);
    const addresses = files.flatMap(({ text }) =>
      [...text.matchAll(/^(?:data|resource) "\w+" "\w+"/gm)].map(([address]) => address),
    );
    expect(diagnostics.length > 0 || new Set(addresses).size === addresses.length).toBe(true);
  });
});

describe("the managed policies that a role takes", () => {
  const entries: readonly Entry[] = [
    { actions: ["dynamodb:GetItem"], resources: tables(48) },
    { actions: ["sqs:SendMessage"], resources: queues(48) },
    { actions: ["sns:Publish"], resources: topics(48) },
  ];
  const others = (count: number) =>
    `role:\n  policy: managed\n  managed_policies:\n${many(count, "other")
      .map((name) => `    - {arn: "arn:aws:iam::123456789012:policy/${name}", why: of the team}\n`)
      .join("")}`;

  it.each([
    [7, 3],
    [8, 2],
  ])("are those of others, too: beside %i of them, %i", (beside, own) => {
    expect(functionOf(specOf("w", entries, `logs: false\n${others(beside)}`)).policies.length).toBe(own);
  });
});

describe("a policy that fits", () => {
  it("stays one managed policy where that is asked for", () => {
    const of = functionOf(
      specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(1) }], "role: {policy: managed}\n"),
    );
    expect(of.policies.map(({ label, kind }) => [label, kind])).toEqual([["worker", "managed"]]);
  });

  it("stays inline up to 10,240 characters", () => {
    const largest = [...Array(200).keys()].findLast((count) => {
      const [policy, second] = functionOf(
        specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(count + 1) }]),
      ).policies;
      return second === undefined && policy?.kind === "inline";
    });
    const entry = { actions: ["dynamodb:GetItem"], resources: tables((largest ?? 0) + 1) };
    const [policy] = functionOf(specOf("worker", [entry])).policies;
    expect(policy && sizeOf(policy)).toBeLessThanOrEqual(10_240);
    expect(policy && sizeOf(policy)).toBeGreaterThan(10_240 - 100);
  });
});

describe("the last character that AWS takes", () => {
  const size = (of: FunctionGrants) => of.policies.reduce((sum, policy) => sum + sizeOf(policy), 0);

  /** A function of whose policies the one that grows has `more` characters beyond what all may have together. */
  function filled(more: number, network: string): FunctionGrants {
    const growing = (by: number) => {
      const object = { actions: ["s3:GetObject"], resources: [`arn:aws:s3:::photos/${"x".repeat(by)}`] };
      const text = specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(115) }, object]);
      return functionOf(text.replace("handler: app.handler", `handler: app.handler${network}`));
    };
    return growing(10_241 - size(growing(1)) + more);
  }

  it.each([
    ["one policy", "", 1],
    ["one that the function waits for, and another", ", vpc_config: {subnet_ids: [subnet-1], security_group_ids: [sg-1]}", 2],
  ])("of a role's own policies: %s", (_, network, count) => {
    const [full, over] = [filled(0, network), filled(1, network)];
    expect(size(full)).toBe(10_240);
    expect(full.policies.map(({ kind }) => kind)).toEqual(Array.from({ length: count }, () => "inline"));
    expect(over.policies.filter(({ atCreation }) => !atCreation).map(({ kind }) => kind)).not.toContain("inline");
  });
});

describe("what cannot fit is refused, and by how much", () => {
  it("one statement over a managed policy", () => {
    const conditions = { StringLike: { "s3:prefix": many(300, "a-prefix-of-some-length") } };
    const entry = { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::b"], conditions };
    const text = specOf("worker", [entry], "role: {policy: managed}\n");
    expect(messages(text)).toEqual([
      expect.stringMatching(/^policy-too-large: .* 3309 characters over what a policy may have \(6144\)$/),
    ]);
    expect(compileAll(text).files).toEqual([]);
  });

  it("more than ten managed policies", () => {
    expect(messages(specOf("worker", [{ actions: ["dynamodb:GetItem"], resources: tables(1200) }]))).toEqual([
      expect.stringMatching(/^policy-too-large: this function needs \d+ managed policies; a role takes 10, so \d+ are too many$/),
    ]);
  });

  it("a resource policy over 20,480 bytes", () => {
    const push = (count: number) =>
      `push:\n${many(count, "/orders")
        .map((path) => `  - apigateway: {api: a1b2c3d4e5, stage: prod, method: GET, path: ${path}}\n`)
        .join("")}`;
    expect(messages(specOf("worker", [], push(60)))).toEqual([]);
    expect(messages(specOf("worker", [], push(100)))).toEqual([
      expect.stringMatching(/^policy-too-large: the function's resource policy is 13558 bytes over what Lambda keeps \(20480\)$/),
    ]);
  });
});
