import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, type Run, run } from "../support/program.ts";

/** `lambdagrant prove`, as a user runs it. */

const spec = `function:
  name: thumbnailer
  runtime: python3.13
  handler: handler.lambda_handler
  filename: thumbnailer.zip
push:
  - s3: arn:aws:s3:::uploads
pull:
  - sqs: jobs
actions:
  - allow: s3:GetObject
    resources: arn:aws:s3:::uploads/*
  - allow: s3:PutObject
    resources: arn:aws:s3:::thumbnails/*
    conditions:
      StringEquals: { "s3:x-amz-server-side-encryption": aws:kms }
  - allow: dynamodb:PutItem
    resources: \${aws_dynamodb_table.thumbs.arn}
`;

const stack = "region: eu-west-1\naccount: 123456789012\npartition: aws\n";

interface Statement {
  readonly Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
}

/** What `policy` prints for the spec: exactly what is asked. */
const asked: readonly Statement[] = [
  { Effect: "Allow", Action: "dynamodb:PutItem", Resource: "${aws_dynamodb_table.thumbs.arn}" },
  {
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/thumbnailer:log-stream:*",
  },
  {
    Effect: "Allow",
    Action: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    Resource: "arn:aws:sqs:eu-west-1:123456789012:jobs",
  },
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::uploads/*" },
  {
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::thumbnails/*",
    Condition: { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
  },
];

const folder = folderWith({ "specs/thumbnailer.yaml": spec, "specs/stack.yaml": stack });

function judge(statements: readonly object[], ...more: readonly string[]): Run {
  writeFileSync(join(folder, "policy.json"), JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  return run(folder, "prove", "specs/thumbnailer.yaml", "--document", "policy.json", ...more);
}

function judged(change: (statements: Statement[]) => void): unknown {
  const statements = structuredClone(asked) as Statement[];
  change(statements);
  const { status, stdout } = judge(statements, "--format", "json");
  return { status, ...(JSON.parse(stdout) as object) };
}

/** A change of the statement about this action. */
function changing(action: string, to: Partial<Statement>): (statements: Statement[]) => void {
  return (statements) => {
    Object.assign(about(statements, action), to);
  };
}

/** The statement about this action. */
function about(statements: Statement[], action: string): Statement {
  const found = statements.find(({ Action }) => [Action].flat().includes(action));
  if (found === undefined) throw new Error(`no statement about ${action}`);
  return found;
}

describe("prove", () => {
  it("names the account whose everybody may call, whatever the partition", () => {
    const pushed = spec.replace("push:\n", 'push:\n  - account: "210987654321"\n');
    for (const settings of [stack, "tags: {team: shop}\n"])
      expect(run(folderWith({ "specs/a.yaml": pushed, "specs/stack.yaml": settings }), "prove").stdout).toContain(
        "everybody in the account 210987654321 whom it allows may call it",
      );
  });

  it("says what it covered", () => {
    const { status, stdout } = run(folder, "prove");
    expect({ status, stdout }).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stdout": "specs/thumbnailer.yaml:2 thumbnailer: proven (10 needs, 7 statements, 10 pairs)
        assumed one text without wildcards each: \${aws_dynamodb_table.thumbs.arn}
      1 function: 10 needs, 7 statements, 10 pairs; what is allowed is exactly what is asked
      ",
      }
    `);
  });

  it("counts in JSON", () => {
    const { status, stdout } = run(folder, "prove", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      holds: true,
      functions: [{ function: "thumbnailer", holds: true, file: "specs/thumbnailer.yaml", missing: [], extra: [], problems: [] }],
      summary: { functions: 1, needs: 10, pairs: 10 },
    });
  });

  it("takes what the spec asks, as `policy` prints it", () => {
    writeFileSync(join(folder, "own.json"), run(folder, "policy", "specs/thumbnailer.yaml", "--document", "execution").stdout);
    expect(run(folder, "prove", "specs/thumbnailer.yaml", "--document", "own.json").status).toBe(0);
    expect(judged(() => undefined)).toEqual({ status: 0, missing: [], extra: [], assumptions: [] });
  });

  it("names one extra action, one missing, one too wide", () => {
    expect(judged(changing("s3:GetObject", { Action: ["s3:GetObject", "s3:DeleteObject"] }))).toEqual({
      status: 1,
      missing: [],
      extra: [{ action: "s3:DeleteObject", resource: "arn:aws:s3:::uploads/*" }],
      assumptions: [],
    });
    expect(judged(changing("sqs:DeleteMessage", { Action: ["sqs:DeleteMessage", "sqs:ReceiveMessage"] }))).toEqual({
      status: 1,
      missing: [{ action: "sqs:GetQueueAttributes", resource: "arn:aws:sqs:eu-west-1:123456789012:jobs" }],
      extra: [],
      assumptions: [],
    });
    expect(judged(changing("s3:GetObject", { Resource: "arn:aws:s3:::uploads*" }))).toEqual({
      status: 1,
      missing: [],
      extra: [{ action: "s3:GetObject", resource: "arn:aws:s3:::uploads*" }],
      assumptions: [],
    });
  });

  it("compares conditions", () => {
    expect(judged((statements) => void delete about(statements, "s3:PutObject").Condition)).toEqual({
      status: 1,
      missing: [],
      extra: [{ action: "s3:PutObject", resource: "arn:aws:s3:::thumbnails/*" }],
      assumptions: [],
    });
    const stricter = { Bool: { "aws:SecureTransport": "true" } };
    expect(judged(changing("s3:GetObject", { Condition: stricter }))).toEqual({
      status: 1,
      missing: [{ action: "s3:GetObject", resource: "arn:aws:s3:::uploads/*" }],
      extra: [],
      assumptions: [],
    });
  });

  it("reads wildcards in actions as the actions that they stand for and that act on the resource", () => {
    const result = judged(changing("sqs:DeleteMessage", { Action: "sqs:*Message" }));
    expect(result).toEqual({
      status: 1,
      missing: [{ action: "sqs:GetQueueAttributes", resource: "arn:aws:sqs:eu-west-1:123456789012:jobs" }],
      extra: [{ action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-west-1:123456789012:jobs" }],
      assumptions: [],
    });
    expect(judged((statements) => void statements.push({ Effect: "Allow", Action: "*", Resource: "*" }))).toMatchObject({
      extra: [{ action: "*", resource: "*" }],
    });
  });

  it("says what it assumed of expressions", () => {
    const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/thumbs";
    expect(judged(changing("dynamodb:PutItem", { Resource: arn }))).toEqual({
      status: 0,
      missing: [],
      extra: [],
      assumptions: [`\${aws_dynamodb_table.thumbs.arn} is ${arn}`],
    });
    // Nothing is assumed of what a wildcard stands for, nor across services.
    expect(judged(changing("dynamodb:PutItem", { Resource: `${arn}*` }))).toMatchObject({
      status: 1,
      extra: [{ action: "dynamodb:PutItem", resource: `${arn}*` }],
      assumptions: [],
    });
    const queue = "arn:aws:sqs:eu-west-1:123456789012:thumbs";
    expect(judged(changing("dynamodb:PutItem", { Resource: queue }))).toMatchObject({
      status: 1,
      missing: [{ action: "dynamodb:PutItem" }],
      extra: [{ action: "dynamodb:PutItem", resource: queue }],
    });
  });

  it("sees a Deny that takes a need away", () => {
    const deny = { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::uploads/*" };
    expect(judged((statements) => void statements.push(deny))).toMatchObject({
      status: 1,
      missing: [{ action: "s3:GetObject", resource: "arn:aws:s3:::uploads/*" }],
      extra: [],
    });
  });

  it("takes NotAction for more than anybody asks, and never for what covers a need", () => {
    const but = { Effect: "Allow", NotAction: "iam:*", Resource: "*" } as unknown as Statement;
    const result = judged((statements) => void statements.splice(3, 1, but));
    expect(result).toEqual({
      status: 1,
      missing: [{ action: "s3:GetObject", resource: "arn:aws:s3:::uploads/*" }],
      extra: [{ action: "NotAction iam:*", resource: "*" }],
      assumptions: [],
    });
  });

  it("lists what may lead to more, what is broad and what is open", () => {
    const reviewed = folderWith({
      "specs/admin.yaml": `function: {name: admin, runtime: python3.13, handler: a.b, filename: x.zip}
push:
  - url: {authorization_type: NONE}
    why: a public page
actions:
  - allow: iam:PassRole
    resources: arn:aws:iam::123456789012:role/worker
  - allow: s3:GetObject
    resources: "*"
    broad: an audit reads all
  - allow: ec2:DescribeInstances
`,
    });
    const { status, stdout } = run(reviewed, "prove", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      functions: [
        {
          escalations: [{ action: "iam:PassRole", resource: "arn:aws:iam::123456789012:role/worker" }],
          broad: [{ action: "s3:GetObject", resource: "*", reason: "an audit reads all" }],
          unavoidable: [{ action: "ec2:DescribeInstances", reason: "AWS cannot scope it" }],
          open: [{ action: "lambda:InvokeFunctionUrl" }, { action: "lambda:InvokeFunction" }],
        },
      ],
    });
  });

  it("finds the stack's region and account where the spec leaves them to Terraform", () => {
    const open = folderWith({ "specs/thumbnailer.yaml": spec });
    writeFileSync(join(open, "policy.json"), JSON.stringify({ Version: "2012-10-17", Statement: asked }));
    const { status, stdout } = run(open, "prove", "specs/thumbnailer.yaml", "--document", "policy.json", "--format", "json");
    expect({ status, ...(JSON.parse(stdout) as object) }).toEqual({
      status: 0,
      missing: [],
      extra: [],
      assumptions: [
        "${data.aws_caller_identity.lambdagrant.account_id} is 123456789012",
        "${data.aws_partition.lambdagrant.partition} is aws",
        "${data.aws_region.lambdagrant.id} is eu-west-1",
      ],
    });
  });

  it("reports in text where a need stands, and refuses what is no execution policy", () => {
    const { status, stdout } = judge(asked.slice(0, 4));
    expect(status).toBe(1);
    expect(stdout).toContain("missing s3:PutObject on arn:aws:s3:::thumbnails/*");
    expect(stdout).toContain("specs/thumbnailer.yaml:13");
    expect(judge([{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }])).toMatchObject({
      status: 1,
      stdout: "",
    });
    writeFileSync(join(folder, "policy.json"), "{");
    expect(run(folder, "prove", "specs/thumbnailer.yaml", "--document", "policy.json").stderr).toContain("invalid-policy");
    expect(run(folder, "prove", "specs/thumbnailer.yaml", "--document", "nothing.json").status).toBe(2);
  });

  it("is asked before anything is written: templates that widen a grant are caught", () => {
    const template = `data "aws_iam_policy_document" "{{label}}" {
  {{#each statements}}

  statement {
    effect = {{effect}}
    actions = {{actions}}
    {{#if resources}}
    resources = ["*"]
    {{/if}}
    {{#if principals}}
    principals {
      type = "Service"
      identifiers = {{principals}}
    }
    {{/if}}
    {{#each conditions}}
    condition {
      test = {{operator}}
      variable = {{variable}}
      values = {{values}}
    }
    {{/each}}
  }
  {{/each}}
}
`;
    const own = folderWith({
      "specs/thumbnailer.yaml": spec,
      "specs/stack.yaml": stack,
      "templates/policy_document.tf.hbs": template,
    });
    const { status, stderr } = run(own, "generate", "--templates", "templates");
    expect(status).toBe(1);
    expect(stderr).toContain("error[unproven] thumbnailer is not proven: the output allows s3:GetObject on *");
    expect(stderr).toContain("nothing was written");
  });
});
