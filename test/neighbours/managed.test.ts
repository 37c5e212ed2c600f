import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** What is written by hand and is, or adds to, what the output makes. */

const spec = `function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, on_failure: "arn:aws:sqs:eu-west-1:111122223333:failed"}
push:
  - {s3: photos, subscribe: true, events: ["s3:ObjectCreated:*"]}
  - {sns: news, subscribe: true}
  - {url: {authorization_type: AWS_IAM}}
pull:
  - sqs: jobs
`;

function told(block: string, of = spec): readonly string[] {
  const folder = folderWith({
    "specs/shop/orders.yaml": of,
    "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
    "out/shop/main.tf": `${block}\n`,
  });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; severity: string; code: string; message: string }[];
  };
  return diagnostics.map(({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}`);
}

const block = (type: string, body: Readonly<Record<string, string>>) =>
  `resource "${type}" "mine" {\n${Object.entries(body)
    .map(([name, value]) => `  ${name} = ${value}\n`)
    .join("")}}`;
const name = "aws_lambda_function.orders.function_name";

describe("a hand-written resource is refused where the output makes the same thing", () => {
  const jobs = '"arn:aws:sqs:eu-west-1:111122223333:jobs"';
  it.each([
    ["aws_s3_bucket_notification", { bucket: '"photos"' }, "each apply takes away"],
    ["aws_lambda_function_event_invoke_config", { function_name: name }, "each apply takes away"],
    [
      "aws_sns_topic_subscription",
      {
        topic_arn: '"arn:aws:sns:eu-west-1:111122223333:news"',
        protocol: '"lambda"',
        endpoint: "aws_lambda_function.orders.arn",
      },
      "each apply takes away",
    ],
    ["aws_iam_role_policy", { role: "aws_iam_role.orders.id", name: '"orders"', policy: '"{}"' }, "each apply takes away"],
    ["aws_lambda_function", { function_name: '"orders"' }, "AWS takes it once"],
    ["aws_iam_role", { name: '"orders"' }, "AWS takes it once"],
    ["aws_cloudwatch_log_group", { name: '"/aws/lambda/orders"' }, "AWS takes it once"],
    ["aws_lambda_function_url", { function_name: name, authorization_type: '"NONE"' }, "AWS takes it once"],
    ["aws_lambda_permission", { function_name: '"orders"', statement_id: '"sns_news"' }, "AWS takes it once"],
    [
      "aws_lambda_event_source_mapping",
      { function_name: "aws_lambda_function.orders.arn", event_source_arn: jobs },
      "AWS takes it once",
    ],
  ])("%s", (type, body, says) => {
    const [first, ...more] = told(block(type, body));
    expect(first).toMatch(/^out\/shop\/main\.tf:1 error declared-twice /);
    expect(first).toContain(`by ${type}.`);
    expect(first).toContain(says);
    expect(more).toEqual([]);
  });

  const more = `function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, alias: {name: live}, recursive_loop: Terminate, provisioned_concurrent_executions: 1}
role: {policy: managed, managed_policies: [{arn: "arn:aws:iam::111122223333:policy/team", why: all have it}]}
push:
  - {logs: news, subscribe: true, filter_pattern: ERROR}
`;
  it.each([
    ["aws_lambda_function_recursion_config", { function_name: name }, "each apply takes away"],
    [
      "aws_lambda_provisioned_concurrency_config",
      { function_name: name, qualifier: "aws_lambda_alias.orders.name" },
      "each apply",
    ],
    [
      "aws_iam_role_policy_attachment",
      { role: "aws_iam_role.orders.name", policy_arn: '"arn:aws:iam::111122223333:policy/team"' },
      "each apply takes away",
    ],
    [
      "aws_cloudwatch_log_subscription_filter",
      { log_group_name: '"news"', name: '"orders-logs-news"', filter_pattern: '""' },
      "each apply takes away",
    ],
    ["aws_lambda_alias", { function_name: name, name: '"live"' }, "AWS takes it once"],
    ["aws_iam_policy", { name: '"orders"', policy: '"{}"' }, "AWS takes it once"],
  ])("%s, of a function with more", (type, body, says) => {
    const [first, ...others] = told(block(type, body), more);
    expect(first).toContain("error declared-twice");
    expect(first).toContain(`by ${type}.`);
    expect(first).toContain(says);
    expect(others).toEqual([]);
  });

  it.each([
    ["aws_iam_role_policies_exclusive", "policy_names"],
    ["aws_iam_role_policy_attachments_exclusive", "policy_arns"],
  ])("and takes away what the output allows: %s", (type, list) => {
    expect(told(block(type, { role_name: "aws_iam_role.orders.name", [list]: "[]" }))).toEqual([
      "out/shop/main.tf:1 error declared-twice this takes every policy from aws_iam_role.orders of the output that it does not name itself",
    ]);
  });
});

it("a reference is one however many blanks and comments Terraform reads over", () => {
  for (const role of ["aws_iam_role /* r */ . orders.name", "aws_iam_role.\n  orders.name", "aws_iam_role . orders . name"])
    expect(told(block("aws_iam_role_policies_exclusive", { role_name: role })), role).toEqual([
      expect.stringContaining(" error declared-twice this takes every policy from aws_iam_role.orders"),
    ]);
  const spelled = { function_name: 'aws_lambda_function /* f */ .\n  orders [ "function_name" ]' };
  expect(told(block("aws_lambda_function_event_invoke_config", spelled))[0]).toContain("each apply takes away");
});

describe("a hand-written resource is told where it allows more than the spec says", () => {
  it.each([
    ["aws_iam_role_policy", { role: "aws_iam_role.orders.name", name: '"more"', policy: '"{}"' }, "more is allowed to the role"],
    [
      "aws_iam_role_policy_attachment",
      { role: '"orders"', policy_arn: '"arn:aws:iam::aws:policy/X"' },
      "more is allowed to the role",
    ],
    ["aws_lambda_permission", { function_name: name, statement_id: '"more"' }, "more may invoke the function"],
    ["aws_iam_policy_attachment", { name: '"more"', roles: "[aws_iam_role.orders.name]" }, "more is allowed to the role"],
    ["aws_lambda_permission", { function_name: "aws_lambda_function.orders.qualified_arn" }, "more may invoke the function"],
    ["awscc_iam_role_policy", { role_name: "aws_iam_role.orders.name" }, "more is allowed to the role"],
    ["awscc_lambda_permission", { function_name: '"orders"' }, "more may invoke the function"],
  ])("%s %o", (type, body, says) => {
    const [first, ...more] = told(block(type, body));
    expect(first).toContain(`out/shop/main.tf:1 warning declared-twice ${says}`);
    expect(more).toEqual([]);
  });

  it("a URL where the spec has none, to whom it may be", () => {
    const folder = folderWith({
      "specs/shop/orders.yaml": spec.replace(/.*url:.*\n/, ""),
      "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
      "out/shop/main.tf": block("aws_lambda_function_url", { function_name: name, authorization_type: '"NONE"' }),
    });
    expect(run(folder, "check").stderr).toContain("warning[declared-twice] more may invoke the function");
  });

  it("however the role or the function is spelled", () => {
    const many = { for_each: 'toset(["orders"])', role: "each.value" };
    const roles: readonly Readonly<Record<string, string>>[] = [
      ...[
        "(aws_iam_role.orders.name)",
        'aws_iam_role.orders["name"]',
        '"order\\u0073"',
        '"\\U0000006frders"',
        "one([aws_iam_role.orders.name])",
        'trimspace("orders")',
        "trimspace(<<EOT\norders\nEOT\n)",
        'element(split("/", aws_iam_role.orders.arn), 1)',
        '"${aws_iam_role.orders.name}${""}"',
        'element(split("/", aws_lambda_function.orders.role), 1)',
        "aws_iam_role /* r */ . orders . name",
        "aws_iam_role.\n    orders.name",
        "(aws_iam_role # r\n    . orders // o\n    . name)",
        '"${aws_iam_role /* "r" */ . orders.name}"',
        "trimspace(<<EOT\n${ aws_iam_role . orders . name }\nEOT\n)",
        '"${"orders"}"',
        "var.role_name",
        "local . by_variable",
        "local.names[0]",
        "data.aws_iam_role.found.name",
      ].map((role) => ({ role })),
      many,
    ];
    const more =
      '\nlocals {\n  names = [local.of]\n  of = aws_iam_role . orders . name\n  by_variable = trimspace(var . role_name)\n}\nvariable "role_name" {\n  default = "orders"\n}\nvariable "table" {\n  description = "orders"\n}\ndata "aws_iam_role" "found" {\n  name = aws_iam_role.orders.name\n}';
    for (const body of roles)
      expect(told(block("aws_iam_role_policy_attachment", body) + more), JSON.stringify(body)).toEqual([
        expect.stringContaining("warning declared-twice more is allowed to the role aws_iam_role.orders"),
      ]);
    for (const spelled of [
      '"${aws_lambda_function.orders.function_name}:live"',
      '"arn:aws:lambda:eu-west-1:111122223333:function:orders"',
      '"111122223333:function:orders"',
      '"orders:live"',
    ])
      expect(told(block("aws_lambda_permission", { function_name: spelled })), spelled).toEqual([
        expect.stringContaining("warning declared-twice more may invoke the function aws_lambda_function.orders"),
      ]);
    const locals = { names: ["${aws_iam_role . orders.name}"] };
    for (const role of ["${aws_iam_role.orders.name}", '${aws_iam_role /* "r */ .\norders . name}', "${local.names[0]}"]) {
      const json = { locals, resource: { aws_iam_policy_attachment: { more: { name: "more", roles: [role] } } } };
      const folder = folderWith({
        "specs/shop/orders.yaml": spec,
        "specs/shop/stack.yaml": "region: eu-west-1\n",
        "out/shop/main.tf.json": JSON.stringify(json),
      });
      expect(run(folder, "check").stderr, role).toContain("more is allowed to the role aws_iam_role.orders");
    }
  });

  it("and where a file cannot be read whole", () => {
    const says = "warning declared-twice this file beside the output cannot be read whole";
    expect(told("resource {{\n")).toEqual([expect.stringContaining(says)]);
    expect(told(`# ${"x".repeat(1_100_000)}\n`)).toEqual([expect.stringContaining(says)]);
  });

  it("and not where it is of another one", () => {
    expect(told(block("aws_lambda_permission", { function_name: '"payments"', statement_id: '"sns_news"' }))).toEqual([]);
    expect(told(block("aws_iam_role_policy", { role: "aws_iam_role.payments.name", name: '"orders"' }))).toEqual([]);
    expect(told(block("aws_s3_bucket_notification", { bucket: "var.bucket" }))).toEqual([]);
    const described = 'variable "who" {\n  description = "orders"\n  default = "payments"\n}\n';
    expect(told(described + block("aws_iam_role_policy", { role: "var.who", policy: '"{}"' }))).toEqual([]);
    const passed = { role: "aws_iam_role.payments.name", policy: "jsonencode({Resource = aws_iam_role.orders.arn})" };
    expect(told(block("aws_iam_role_policy", passed))).toEqual([]);
    expect(told(block("aws_iam_policy_attachment", { roles: '["payments", "orders-old"]' }))).toEqual([]);
    for (const other of ['"arn:aws:lambda:eu-west-1:111122223333:function:old-orders"', '"payments:orders"'])
      expect(told(block("aws_lambda_permission", { function_name: other })), other).toEqual([]);
  });
});

describe("a configuration of the provider", () => {
  const by = (beside: string, more = "") => {
    const folder = folderWith({
      "specs/shop/orders.yaml":
        "function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, provider: aws.egde}\n",
      "specs/shop/stack.yaml": `region: eu-west-1\n${more}`,
      "out/shop/main.tf": beside,
    });
    const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
      diagnostics: readonly { code: string; message: string; hint: string }[];
    };
    return diagnostics.map(({ code, message, hint }) => `${code} ${message} (${hint})`);
  };

  it("is declared beside the output, or handed to what is a module", () => {
    const configured = 'provider "aws" {\n  alias = "edge"\n}\n';
    expect(by(configured)).toEqual([
      "unknown-reference no `provider` block beside the output configures aws.egde (did you mean aws.edge?)",
    ]);
    expect(by(configured.replace("edge", "egde"))).toEqual([]);
    expect(by("# nothing\n")).toEqual([]);
    expect(by(configured, "emit: {module: true}\n")).toEqual([]);
    const json = JSON.stringify({ provider: { aws: [{ region: "eu-west-1" }, { alias: "edge" }] } });
    expect(by(json)).toEqual([]);
  });
});

describe("a policy by hand on a role that a service invokes with", () => {
  const told = (entry: string, role: string) => {
    const folder = folderWith({
      "specs/shop/orders.yaml": `${spec.slice(0, spec.indexOf("push:"))}push:\n  - ${entry}\n`,
      "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
      "out/shop/main.tf": `${block("aws_iam_role_policy", { role, policy: '"{}"' })}\n`,
    });
    return run(folder, "check").stderr;
  };

  it("is nothing to tell where the service has that one role for all that it does", () => {
    expect(told("stepfunctions: flow", "aws_iam_role.stepfunctions_flow.id")).toBe("");
    expect(told("pipes: paid", "aws_iam_role.pipes_paid.name")).toBe("");
  });

  it("is told elsewhere, with a role in its place", () => {
    const schedule = told("{schedule: rate(1 hour), label: hourly}", "aws_iam_role.orders_hourly.id");
    expect(schedule).toContain("warning[declared-twice] more is allowed to the role aws_iam_role.orders_hourly of the output");
    expect(schedule).toContain("with `role: {existing: NAME}`");
    expect(told("stepfunctions: flow", "aws_iam_role.orders.id")).toContain("write it into the spec, under `actions`");
  });
});
