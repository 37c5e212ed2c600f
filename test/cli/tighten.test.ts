import { spawnSync } from "node:child_process";
import { statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { withoutActions } from "../../generator/code/suggest/amend.ts";
import { folderWith, program, run } from "../support/program.ts";

/** `tighten`: records of what was called against a spec. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: app.handler
  filename: orders.zip
actions:
  - allow: [dynamodb:PutItem, dynamodb:DescribeTable, dynamodb:UpdateTable] # the table
    resources: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
  - allow: ssm:GetParameter
    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/key
  - allow: ses:GetSendQuota
`;

function event(eventSource: string, eventName: string, more: object = {}) {
  return {
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    managementEvent: true,
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", userName: "orders" } } },
    ...more,
  };
}

const trail = {
  Records: [
    event("dynamodb", "DescribeTable"),
    event("ssm", "GetParameter"),
    event("ssm", "GetParameter"),
    event("kms", "Decrypt"),
    event("sqs", "GetQueueUrl", { errorCode: "AccessDenied" }),
    { ...event("ec2", "RunInstances"), userIdentity: { type: "IAMUser", userName: "orders" } },
  ],
};

function tightened(used: unknown, ...more: readonly string[]) {
  const folder = folderWith({ "specs/orders.yaml": spec });
  writeFileSync(join(folder, "used.json"), JSON.stringify(used));
  return run(folder, "tighten", "--used", "used.json", ...more);
}

describe("tighten", () => {
  it("takes out what a trail would have shown, and says of what it cannot tell", () => {
    const { stdout, stderr, status } = tightened(trail);
    expect(status).toBe(0);
    expect(stderr).toContain("specs/orders.yaml:7 orders never called dynamodb:UpdateTable");
    expect(stderr).toContain("specs/orders.yaml:11 orders never called ses:GetSendQuota");
    expect(stderr).toContain("do not tell whether it used dynamodb:PutItem, so this stays");
    expect(stderr).toContain("actions alone were compared, not the resources");
    expect(stderr).toContain("called kms:Decrypt 1 time, and the spec does not grant it");
    expect(stderr).toContain("was refused sqs:GetQueueUrl");
    expect(stderr).not.toContain("ec2");
    expect(applyPatch(spec, stdout)).toBe(
      spec
        .replace("[dynamodb:PutItem, dynamodb:DescribeTable, dynamodb:UpdateTable]", "[dynamodb:PutItem, dynamodb:DescribeTable]")
        .replace(/ {2}- allow: ses:GetSendQuota\n/, ""),
    );
  });

  it("reads a trail of thousands of calls, from a file or from standard input, and says where one is too large", () => {
    const many = { Records: Array.from({ length: 10_000 }, () => trail.Records).flat() };
    const folder = folderWith({ "specs/orders.yaml": spec, "used.json": JSON.stringify(many), "huge.json": "" });
    expect(statSync(join(folder, "used.json")).size).toBeGreaterThan(10_000_000);
    for (const [file, input] of [
      ["used.json", ""],
      ["-", JSON.stringify(many)],
    ] as const) {
      const words = [program, "tighten", "--used", file];
      const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", input });
      expect({ file, status }).toEqual({ file, status: 0 });
      expect(stderr).toContain("called kms:Decrypt 10000 times, and the spec does not grant it");
    }
    truncateSync(join(folder, "huge.json"), 300_000_000);
    expect(run(folder, "tighten", "--used", "huge.json")).toMatchObject({
      status: 2,
      stderr: "lambdagrant: huge.json cannot be read: it is over 256 MiB\n",
    });
  });

  it("takes out what is meant by a word as a whole, or leaves it", () => {
    const used = { Records: [event("ssm", "GetParameter"), event("secretsmanager", "GetSecretValue")] };
    const before = "function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip}\nactions:\n";
    const kept = "  - read: {parameter: key}\n    why: GetParameters is not called, and goes with the word\n";
    const gone =
      "  - write: {parameter: key}\n    list: {parameter: key}\n  - allow: [list, write]\n    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/more\n  - allow: [read, write]\n    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/other\n";
    const folder = folderWith({ "specs/orders.yaml": before + gone + kept });
    writeFileSync(join(folder, "used.json"), JSON.stringify(used));
    const { stdout } = run(folder, "tighten", "--used", "used.json");
    // The same actions on another parameter: CloudTrail's records do not say which was read.
    expect(applyPatch(before + gone + kept, stdout)).toBe(before + gone.slice(gone.indexOf("  - allow: [read")) + kept);
  });

  it("leaves what a trail that logs data does not show: of which resources it logs them, it does not say", () => {
    const data = { Records: [...trail.Records, event("dynamodb", "GetItem", { managementEvent: false, eventCategory: "Data" })] };
    const { stderr, stdout } = tightened(data);
    expect(stderr).toContain("nothing shows that it called dynamodb:PutItem; take these out where the trail logs data of all");
    expect(stderr).not.toContain("do not tell");
    expect(stdout).toContain("+  - allow: [dynamodb:PutItem, dynamodb:DescribeTable]");
  });

  it("leaves what no record shows, whatever is not in it", () => {
    const entries = [
      ["iam:PassRole", "arn:aws:iam::123456789012:role/tasks"],
      ["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-ABC/app"],
      ["sagemaker:InvokeEndpoint", "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/model"],
      ["appsync:GraphQL", "arn:aws:appsync:eu-west-1:123456789012:apis/abc/*"],
      ["iot:Publish", "arn:aws:iot:eu-west-1:123456789012:topic/lamps"],
      ["verifiedpermissions:IsAuthorized", "arn:aws:verifiedpermissions::123456789012:policy-store/abc"],
      ["ses:SendEmail", "arn:aws:ses:eu-west-1:123456789012:identity/example.com"],
      ["events:PutEvents", "arn:aws:events:eu-west-1:123456789012:event-bus/shop"],
      ["dynamodb:TagResource", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"],
      // A trail may leave AWS KMS out, and what is global is logged in one region.
      ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1234"],
      ["iam:GetRole", "arn:aws:iam::123456789012:role/tasks"],
    ];
    const written = `function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip}
actions:
${entries.map(([action, on]) => `  - allow: ${action}\n    resources: ${on}\n`).join("")}`;
    const folder = folderWith({ "specs/orders.yaml": written });
    const used = { Records: [event("ssm", "GetParameter")] };
    writeFileSync(join(folder, "used.json"), JSON.stringify(used));
    const { stdout, stderr } = run(folder, "tighten", "--used", "used.json");
    expect(stdout).toBe("1 function\n");
    expect(stderr).not.toContain("never called");
    for (const [action] of entries) expect(stderr).toContain(action);
    // Nothing of IAM is used, says the finding, which does not follow what is passed.
    const finding = {
      resource: "arn:aws:iam::123456789012:role/orders",
      findingDetails: [{ unusedPermissionDetails: { serviceNamespace: "iam" } }],
    };
    writeFileSync(join(folder, "used.json"), JSON.stringify({ findings: [finding] }));
    const found = run(folder, "tighten", "--used", "used.json");
    expect(found.stderr).toContain("never called iam:GetRole");
    expect(found.stderr).not.toContain("iam:PassRole");
    // Nor does what iamlive sees.
    const live = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" }] };
    writeFileSync(join(folder, "used.json"), JSON.stringify(live));
    const seen = run(folder, "tighten", "--used", "used.json");
    expect(seen.stderr).toContain("never called sagemaker:InvokeEndpoint");
    expect(seen.stderr).toContain(
      "do not tell whether it used appsync:GraphQL, dynamodb:TagResource, iam:PassRole, iot:Publish, rds-db:connect",
    );
  });

  it("tells what only reads as unused where the trail logs what reads", () => {
    const writing = { Records: [event("dynamodb", "UpdateTable", { readOnly: false })] };
    const { stderr } = tightened(writing);
    expect(stderr).not.toContain("never called");
    expect(stderr).toContain(
      "do not tell whether it used dynamodb:DescribeTable, dynamodb:PutItem, ses:GetSendQuota, ssm:GetParameter",
    );
  });

  it("reads what `aws cloudtrail lookup-events` prints, and iamlive's policy", () => {
    const wrapped = { Events: trail.Records.map((record) => ({ CloudTrailEvent: JSON.stringify(record) })) };
    expect(JSON.parse(tightened(wrapped, "--format", "json").stdout)).toEqual(
      JSON.parse(tightened(trail, "--format", "json").stdout),
    );
    const live = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["dynamodb:PutItem", "ssm:GetParameter"], Resource: "*" }],
    };
    const { functions } = JSON.parse(tightened(live, "--format", "json").stdout);
    expect(functions).toMatchObject([
      {
        function: "orders",
        unused: [
          { line: 7, actions: ["dynamodb:DescribeTable", "dynamodb:UpdateTable"] },
          { line: 11, actions: ["ses:GetSendQuota"] },
        ],
      },
    ]);
  });

  it("reads findings of unused access", () => {
    const finding = {
      resource: "arn:aws:iam::123456789012:role/service/orders",
      findingDetails: [
        { unusedPermissionDetails: { serviceNamespace: "dynamodb", actions: [{ action: "UpdateTable" }] } },
        { unusedPermissionDetails: { serviceNamespace: "ses" } },
      ],
    };
    const { functions } = JSON.parse(tightened({ findings: [finding] }, "--format", "json").stdout);
    expect(functions).toMatchObject([
      {
        unused: [
          { line: 7, actions: ["dynamodb:UpdateTable"] },
          { line: 11, actions: ["ses:GetSendQuota"] },
        ],
        unseen: [],
      },
    ]);
  });

  it("refuses what is none of these", () => {
    expect(tightened({ hello: 1 })).toMatchObject({ status: 2 });
    expect(tightened({ Records: [{ ...event("s3", "GetObject"), userIdentity: {} }] }).stderr).toContain(
      "name no role of these functions",
    );
  });
});

describe("tighten, with targets", () => {
  const targets = 'targets: {dev: {account: "111122223333", name_suffix: -dev}, prod: {account: "444455556666"}}\n';
  const head = "function: {name: f, runtime: python3.13, handler: a.b, filename: x.zip}\ncode: {deploy: elsewhere}\nactions:\n";
  const create = "  - allow: sqs:CreateQueue\n    resources: jobs\n";
  const purge = "  - allow: sqs:PurgeQueue\n    resources: jobs\n";
  const tag = "  - allow: sqs:SetQueueAttributes\n    resources: jobs\n";
  const called = (role: string, name: string, account?: string) => ({
    Records: [
      event("sqs", name, {
        ...(account !== undefined && { recipientAccountId: account }),
        userIdentity: {
          type: "AssumedRole",
          sessionContext: {
            sessionIssuer: { type: "Role", userName: role, ...(account !== undefined && { accountId: account }) },
          },
        },
      }),
    ],
  });
  const tightenedIn = (settings: string, text: string, records: Readonly<Record<string, unknown>>) => {
    const folder = folderWith({ "specs/stack.yaml": settings, "specs/f.yaml": text });
    for (const [name, record] of Object.entries(records)) writeFileSync(join(folder, name), JSON.stringify(record));
    return run(folder, "tighten", ...Object.keys(records).flatMap((name) => ["--used", name]));
  };

  it("takes out what no target uses, since all are made from the same entry", () => {
    const text = head + create + purge + tag;
    const records = { "dev.json": called("f-dev", "CreateQueue"), "prod.json": called("f", "PurgeQueue") };
    const { stdout } = tightenedIn(targets, text, records);
    expect(applyPatch(text, stdout)).toBe(head + create + purge);
  });

  it("takes out nothing where a target has no records, and says so", () => {
    const { stdout, stderr } = tightenedIn(targets, head + create + purge, { "dev.json": called("f-dev", "CreateQueue") });
    expect(stdout).not.toContain("-  - allow");
    expect(stderr).toContain("specs/f.yaml f-dev: the records name no role of it in prod, so nothing is taken out");
  });

  it("tells roles of one name apart by their accounts, and takes out nothing where it cannot", () => {
    const same = targets.replace(", name_suffix: -dev", "");
    const text = head + create + purge;
    const dev = called("f", "CreateQueue", "111122223333");
    const one = tightenedIn(same, text, { "dev.json": dev });
    expect(one.stderr).toContain("name no role of it in prod");
    expect(one.stdout).not.toContain("-  - allow");
    const both = tightenedIn(same, text + tag, { "dev.json": dev, "prod.json": called("f", "PurgeQueue", "444455556666") });
    expect(applyPatch(text + tag, both.stdout)).toBe(text);
    const untold = tightenedIn(same, text, { "dev.json": called("f", "CreateQueue") });
    expect(untold.stderr).toContain("the records do not tell whether they are of dev or prod, so nothing is taken out");
    expect(untold.stdout).not.toContain("-  - allow");
  });

  it("does not take what a role did in another account for a trail of its own", () => {
    const abroad = called("f", "CreateQueue", "444455556666");
    const [record] = abroad.Records;
    const folder = folderWith({ "specs/f.yaml": head + create + purge });
    writeFileSync(join(folder, "used.json"), JSON.stringify({ Records: [{ ...record, recipientAccountId: "111122223333" }] }));
    expect(run(folder, "tighten", "--used", "used.json").stderr).not.toContain("never called");
  });

  it("finds the document that is meant in a file of several, whatever its targets call it", () => {
    const documents = (first: string, second: string) => `${head}${first}---\n${head.replace("f,", "g,")}${second}`;
    const records = {
      "dev.json": { Records: [...called("f-dev", "CreateQueue").Records, ...called("g-dev", "CreateQueue").Records] },
      "prod.json": { Records: [...called("f", "CreateQueue").Records, ...called("g", "CreateQueue").Records] },
    };
    const text = documents(purge + create, purge + create + tag);
    const { stdout } = tightenedIn(targets, text, records);
    expect(applyPatch(text, stdout)).toBe(documents(create, create));
  });

  it("says what no patch takes out", () => {
    const text = `{function: {name: f, runtime: python3.13, handler: a.b, filename: x.zip}, actions: [{allow: [sqs:CreateQueue, sqs:PurgeQueue], resources: jobs}]}\n`;
    const { stdout, stderr } = tightenedIn("{}\n", text, { "used.json": called("f", "CreateQueue") });
    expect(stdout).toBe("1 function\n");
    expect(stderr).toContain("written in a way that no patch changes; take out by hand: of line 1 sqs:PurgeQueue");
  });
});

describe("what is taken out of a text", () => {
  const names = ["a:One", "a:Two", "a:Three"];
  /** Ways to write one entry that allows all three. */
  const forms: readonly ((indent: string) => string)[] = [
    (i) => `${i}- allow: [a:One, a:Two, a:Three] # in a row\n${i}  resources: x\n`,
    (i) =>
      `${i}- allow:\n${i}    - a:One # stays one\n${i}    # before two\n${i}    - "a:Two"\n${i}    - a:Three\n${i}  resources: x\n`,
    (i) => `${i}- resources: x\n${i}  allow:\n${i}  - a:One\n${i}  - a:Two\n${i}  - a:Three\n`,
    (i) =>
      `${i}-   resources: x # a-b\n${i}    allow: [\n${i}      a:One, # stays one\n${i}      a:Two,\n${i}      a:Three # last\n${i}    ]\n`,
    (i) => `${i}- {allow: [ 'a:One', a:Two, a:Three ], resources: x}\n`,
    (i) =>
      `${i}- # re-use\n${i}  allow: [a:One, a:Two,\n${i}    a:Three]\n${i}  why: |\n${i}    - for this\n\n${i}    and that\n`,
  ];
  const before = "# top\nfunction:\n  name: f # its name\n";
  const after = "\n# behind\nlogs: false\n";
  const comments = (text: string) => text.match(/#.*/g) ?? [];

  it("is what was to be taken out and no more, however it is written", () => {
    const ends = [
      [before, after],
      [`${before}---\n${before}`, ""],
    ] as const;
    for (const [number, first] of forms.entries())
      for (const second of [first, forms[(number + 1) % forms.length] ?? first])
        for (let mask = 0; mask < 64; mask++) {
          const indent = mask % 2 === number % 2 ? "" : "  ";
          const [front, end] = ends[(mask >> 1) % 2] ?? ends[0];
          const text = `${front}actions: # what it may\n${first(indent)}${indent}# between\n${second(indent)}${end}`;
          const document = parseAllDocuments(text).at(-1)?.toJS() as { actions?: { allow: string[] }[] };
          const gone = [mask & 7, mask >> 3].map((bits) => names.filter((_, index) => (bits & (1 << index)) !== 0));
          const lines = text.split("\n");
          const lineOf = (from: number) =>
            lines.findIndex((line, at) => at >= from && line.trimStart().startsWith("-") && line !== "---");
          // An entry stands where its first key does.
          const standing = (at: number) => (/^ *- #/.test(lines[at] ?? "") ? at + 2 : at + 1);
          const one = lineOf(lines.findIndex((line) => line.startsWith("actions")));
          const two = lineOf(lines.indexOf(`${indent}# between`));
          const remove = [standing(one), standing(two)]
            .map((line, index) => ({ line, actions: gone[index] ?? [] }))
            .filter(({ actions }) => actions.length > 0);
          const amended = withoutActions(text, remove);
          expect(amended, text).not.toBeNull();
          const read = parseAllDocuments(String(amended)).at(-1);
          expect(read?.errors, String(amended)).toEqual([]);
          const left = (document.actions ?? [])
            .map((entry, index) => ({ ...entry, allow: entry.allow.filter((name) => gone[index]?.includes(name) !== true) }))
            .filter(({ allow }) => allow.length > 0);
          const { actions: _, ...others } = document;
          expect(read?.toJS(), String(amended)).toEqual(left.length === 0 ? others : { ...others, actions: left });
          expect(comments(String(amended))).toEqual(expect.arrayContaining([...comments(front), ...comments(end), "# between"]));
          if (!gone.flat().includes("a:One")) {
            const kept = comments(text).filter((comment) => !["# last"].includes(comment));
            expect(comments(String(amended))).toEqual(expect.arrayContaining(kept));
          }
        }
  });

  it("is nothing where the text would say something else", () => {
    // The comment would become text of the `why` above it.
    const text = "function: {name: f}\nwhy: |\n  x\nactions:\n  # which\n  - allow: a:One\n";
    expect(withoutActions(text, [{ line: 6, actions: ["a:One"] }])).toBeNull();
    expect(withoutActions("actions: &a\n  - allow: a:One\nmore: *a\n", [{ line: 2, actions: ["a:One"] }])).toBeNull();
    expect(withoutActions("actions: [{allow: [a:One, a:Two]}, {allow: a:Two}]\n", [{ line: 1, actions: ["a:Two"] }])).toBe(null);
  });
});
