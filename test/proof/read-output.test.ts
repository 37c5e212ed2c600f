import { describe, expect, it } from "vitest";
import { type Condition, type GuardArgument, guardArguments, type Reference } from "../../generator/grants.ts";
import { expression, join, literal } from "../../generator/iam/arn.ts";
import { unguarded } from "../../generator/proof/decide/guard.ts";
import { readHcl } from "../../generator/proof/read/read-hcl.ts";
import { readBlocks, readOutput } from "../../generator/proof/read/read-output.ts";

/** What is emitted is read back whole, or not at all. */

function read(text: string): ReturnType<typeof readOutput> {
  return readOutput(readBlocks([{ path: "x.tf", text }]));
}

describe("reading back", () => {
  // U+212A, the Kelvin sign, which Terraform composes to the letter K.
  it.each([
    ["a text", 'resource "aws_s3_bucket" "b" {\n  bucket = "\u212aeys"\n}\n'],
    ["an escape", 'resource "aws_s3_bucket" "b" {\n  bucket = "\\u212aeys"\n}\n'],
    ["a key", 'resource "aws_s3_bucket" "b" {\n  tags = {\n    "K" = "a"\n    "\u212a" = "b"\n  }\n}\n'],
    ["a key's escape", 'resource "aws_s3_bucket" "b" {\n  tags = {\n    "K" = "a"\n    "\\u212a" = "b"\n  }\n}\n'],
  ])("refuses %s that Terraform would write in another way", (_, text) => {
    expect(() => readBlocks([{ path: "x.tf", text }])).toThrow(/another way/);
  });

  it("reads a block beside others than before as if it had never been read", () => {
    const permission = [
      'resource "aws_lambda_permission" "p" {',
      '  statement_id = "p"',
      '  action = "lambda:InvokeFunction"',
      "  function_name = aws_lambda_function.f.function_name",
      "  qualifier = aws_lambda_alias.f.name",
      '  principal = "sns.amazonaws.com"',
      '  source_arn = "arn:aws:sns:eu-west-1:123456789012:told"',
      "}\n",
    ];
    const own = readBlocks([{ path: "p.tf", text: permission.join("\n") }]);
    const beside = (name: string, alias: string) => [
      `resource "aws_lambda_function" "f" {\n  function_name = "${name}"\n  role = "r"\n}\n`,
      `resource "aws_lambda_alias" "f" {\n  name = "${alias}"\n}\n`,
    ];
    for (const [name, alias] of [
      ["one", "live"],
      ["two", "live"],
      ["two", "next"],
    ] as const) {
      const { permissions } = readOutput([...own, ...readBlocks([{ path: "f.tf", text: beside(name, alias).join("") }])]);
      expect(permissions).toMatchObject([{ function: literal(name), qualifier: literal(alias) }]);
    }
    expect(readOutput(own).permissions).toMatchObject([{ function: expression("aws_lambda_function.f.function_name") }]);
  });

  it("takes strings apart as HCL does", () => {
    const [block] = readHcl(`data "x" "y" {
  # "comment {"
  texts = [
    "a \\"quoted\\" \\\\ \\n \\u0024{x} \\U00018cd6",
    "$\${aws:username}/%%{if}",
    "\${var.a}/in/\${replace(var.b, "}", "\${var.c}")}*",
    aws_sqs_queue.q.arn,
    join(",", [for x in var.list : "\${x}]"]),
  ]
  number = 3
  map = {
    a = "}"
  }

  inner {
    flag = true
  }
}
`);
    expect(block?.attributes.get("texts")).toEqual([
      literal('a "quoted" \\ \n ${x} \u{18cd6}'),
      literal("${aws:username}/%{if}"),
      join(expression("var.a"), "/in/", expression('replace(var.b, "}", "${var.c}")'), "*"),
      expression("aws_sqs_queue.q.arn"),
      expression('join(",", [for x in var.list : "${x}]"])'),
    ]);
    expect([...(block?.attributes.keys() ?? [])]).toEqual(["texts", "number", "map"]);
    expect(block?.blocks).toMatchObject([{ type: "inner", labels: [] }]);
  });

  it.each([
    ['data "aws_iam_policy_document" "x" {', "does not end"],
    ['data "aws_iam_policy_document" "x" {\n  statement {\n    not_actions = ["s3:*"]\n  }\n}', "not_actions"],
    ['data "aws_iam_policy_document" "x" {\n  source_policy_documents = [var.more]\n}', "source_policy_documents"],
    ['data "aws_iam_policy_document" "x" {\n  dynamic "statement" {\n  }\n}', "dynamic"],
    ['data "aws_iam_policy_document" "x" {\n  statement {\n    actions = [var.action]\n  }\n}', "before Terraform runs"],
    [
      'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = concat(["s3:GetObject"], var.more)\n  }\n}',
      "is no list",
    ],
    ['data "aws_iam_policy_document" "x" {\n  statement {\n    effect = "Allow"\n    effect = "Deny"\n  }\n}', "stands twice"],
    ['data "aws_iam_policy" "x" {\n}', "nobody knows"],
    ['resource "aws_iam_role_policy" "x" {\n  role = "r"\n  policy = jsonencode({})\n}', "no document of the output"],
    ['resource "aws_iam_user_policy" "x" {\n}', "nobody knows"],
    ['resource "aws_s3_bucket_policy" "x" {\n}', "nobody knows"],
    ['resource "aws_lambda_permission" "x" {\n  for_each = var.all\n}', "for_each"],
    ['module "x" {\n}', "could allow anything"],
    ['resource "x" "y" {\n  a = <<EOT\nb\nEOT\n}', "a heredoc"],
    ['resource "x" "y" {\r\n}', "nobody sees, U+000D"],
    ['resource "x" "y" {\n  # \u202e\n}', "nobody sees, U+202E"],
    ['resource "x" "y" {\n  /* a */\n}', "there is no name"],
    ['resource "x" "y" {\n  a = 1 # b\n}', "a comment stands behind a value"],
    ['resource "x" "y" {\n} resource "x" "z" {\n}', "a line goes on behind a brace"],
    ['resource "x" "y" {\n  a = {\n    b = 1\n    b = 2\n  }\n}', "stands twice in one map"],
    [`resource "x" "y" {\n  a = "${"$$$"}{b}"\n}`, "three signs"],
    ['resource "x" "y" {\n  a = "\\q"\n}', "HCL knows no"],
    ['resource "x" "y" {\n  a = [\n    "b"\n}', "bracket"],
  ])("refuses %#", (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  it("joins the conditions that the provider joins, and reads its way to write variables", () => {
    const { attached } = read(`data "aws_iam_policy_document" "x" {
  statement {
    actions = ["s3:GetObject"]
    resources = ["arn:aws:s3:::home/&{aws:username}"]
    condition {
      test = "StringEquals"
      variable = "aws:PrincipalTag/a"
      values = ["b"]
    }
    condition {
      test = "StringEquals"
      variable = "aws:PrincipalTag/a"
      values = ["c"]
    }
  }
}
resource "aws_iam_role_policy" "x" {
  role = "r"
  policy = data.aws_iam_policy_document.x.json
}
`);
    expect(attached[0]?.statements).toEqual([
      {
        sid: null,
        effect: "Allow",
        identities: [],
        principals: [],
        actions: ["s3:GetObject"],
        resources: [literal("arn:aws:s3:::home/${aws:username}")],
        conditions: [{ operator: "StringEquals", variable: "aws:PrincipalTag/a", values: [literal("b"), literal("c")] }],
      },
    ]);
  });
});

describe("a permission", () => {
  const open = (
    principal: Reference | string,
    given: Readonly<Partial<Record<GuardArgument, Reference | string>>>,
    pattern: string | null = null,
  ) => {
    const value = (one: Reference | string) => (typeof one === "string" ? literal(one) : one);
    const conditions = Object.entries(given).flatMap(([argument, one]): readonly Condition[] => {
      const { operator, variable } = guardArguments[argument as GuardArgument];
      return [{ operator, variable, values: [value(one)] }];
    });
    const permission = {
      address: "x",
      statementId: "x",
      function: literal("f"),
      label: null,
      provider: null,
      qualifier: null,
      action: "lambda:InvokeFunction",
      checked: pattern === null ? [] : [{ code: "var.x", pattern }],
      excluded: [],
      conditions,
    };
    return unguarded({ ...permission, principal: value(principal) });
  };

  it("keeps others out by its guards", () => {
    const topic = "arn:aws:sns:eu-west-1:123456789012:t";
    expect(open("sns.amazonaws.com", { source_arn: topic })).toBeNull();
    expect(open("sns.amazonaws.com", { source_arn: expression("aws_sns_topic.t.arn") })).toBeNull();
    expect(open("s3.amazonaws.com", { source_arn: "arn:aws:s3:::b", source_account: "123456789012" })).toBeNull();
    expect(open("chime.amazonaws.com", { source_account: "123456789012" })).toBeNull();
    expect(open("alexa-appkit.amazon.com", { event_source_token: "amzn1.ask.skill.x" })).toBeNull();
    expect(open("*", { principal_org_id: "o-a1b2c3d4e5" })).toBeNull();
    expect(open("arn:aws:iam::123456789012:role/r", {})).toBeNull();
    const arn = "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[^*?{]+$";
    expect(open("sns.amazonaws.com", { source_arn: expression("var.x") }, arn)).toBeNull();
    expect(open("sns.amazonaws.com", { source_account: expression("var.x") }, "^[0-9]{12}$")).toBeNull();
    expect(open("*", { principal_org_id: expression("var.x") }, "^o-[a-z0-9]{10,32}$")).toBeNull();
    expect(open(expression("var.x"), {}, "^[0-9]{12}$")).toBeNull();
    const named = { kind: "join", parts: [literal("arn:aws:sns:eu-west-1:123456789012:"), expression("var.x")] } as const;
    expect(open("sns.amazonaws.com", { source_arn: named }, "^([^*?{]*[^*?{$&][{])*[^*?{]+$")).toBeNull();
  });

  // A pattern that lets a wildcard, nothing, or another thing through checks nothing.
  it.each([
    ["source_arn", "^arn:"],
    ["source_arn", "^.*$"],
    ["source_arn", "[^*?]"],
    ["source_arn", "^([^*?{]*[^*?{$&][{])*[^*?{]+$"],
    ["source_arn", "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[^*?]+$"],
    ["source_arn", "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.*$"],
    ["source_arn", "^arn:[a-z-]+:sns:.*:[0-9]{12}:[^*?{]+$"],
    ["source_arn", "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9*]{1,12}:[^*?{]+$"],
    ["source_arn", "^arn:[a-z-]+:sns:[a-z0-9-]+:.*:[^*?{]+$"],
    ["source_arn", "^arn:[a-z-]+:[^:]+:[a-z0-9-]+:[0-9]{12}:[^*?{]+$"],
    ["source_arn", "arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[^*?{]+$"],
    ["source_arn", "^arn:[a-z-]+:s3:::[^*?{]+$"],
    ["source_account", "^[0-9]+"],
    ["source_account", "[0-9]{12}"],
    ["source_account", "^([^*?{]*[^*?{$&][{])*[^*?{]+$"],
    ["principal_org_id", "^o-"],
    ["event_source_token", "^([^*?{]*[^*?{$&][{])*[^*?{]+$"],
    ["principal", "^([^*?{]*[^*?{$&][{])*[^*?{]+$"],
    ["principal", "^arn:[a-z-]+:iam:[a-z0-9-]*:[0-9]{12}:[^*?{]+$"],
  ])("whose %s is checked by %s is open", (argument, pattern) => {
    const value = expression("var.x");
    const why = argument === "principal" ? open(value, {}, pattern) : open("sns.amazonaws.com", { [argument]: value }, pattern);
    expect(why).not.toBeNull();
  });

  it.each([
    ["sns.amazonaws.com", {}, "anybody's sns.amazonaws.com"],
    ["s3.amazonaws.com", { source_arn: "arn:aws:s3:::b" }, "names no account"],
    ["s3.amazonaws.com", { source_arn: expression("aws_s3_bucket.b.arn") }, "names no account"],
    ["sns.amazonaws.com", { source_arn: "arn:aws:sns:eu-west-1:*:t" }, "names no account"],
    ["sns.amazonaws.com", { source_arn: "*" }, "is open"],
    ["sns.amazonaws.com", { source_account: "*" }, "is open"],
    ["sns.amazonaws.com", { source_arn: expression("var.other") }, "nothing checks var.other of source_arn"],
    ["*", {}, "anybody may invoke"],
  ])("of %s with %o is open", (principal, given, why) => {
    expect(open(principal, given as Readonly<Record<string, Reference | string>>)).toContain(why);
  });
});
