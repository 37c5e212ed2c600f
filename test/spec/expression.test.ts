import { spawnSync } from "node:child_process";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../generator/spec/expression/grammar/lex.ts";
import {
  readTemplate,
  referenceOfTemplate,
  stepsOf,
  type Template,
  type TemplateProblem,
} from "../../generator/spec/expression/template.ts";

const accept = (text: string, mode: "argument" | "policy" = "argument"): Template => {
  const read = readTemplate(text, mode);
  if (read.kind === "problem") throw new Error(`${text} was refused: ${read.message}`);
  return read;
};
const refuse = (text: string, mode: "argument" | "policy" = "argument"): TemplateProblem => {
  const read = readTemplate(text, mode);
  if (read.kind !== "problem") throw new Error(`${text} was accepted: ${JSON.stringify(read.parts)}`);
  return read;
};
/** The parts as text, with an expression between « ». */
const shown = (template: Template): string =>
  template.parts.map((part) => (part.kind === "literal" ? part.text : `«${part.code}»`)).join("");

/** In a heredoc, quotes and backslashes are as plain as in a spec. `%{` is not, and is none of an expression's. */
const inHeredoc = (text: string): string => `a = <<LAMBDAGRANT\n${text}\nLAMBDAGRANT\n`;
/** Whether HCL can be parsed. hcl2json also computes what is constant; that `!1` is no number is not asked here. */
const hclAccepts = async (source: string): Promise<boolean> =>
  parse("x.tf", source).then(
    () => true,
    (error: unknown) => !String(error).includes("parse config:"),
  );

describe("text", () => {
  test.each([
    ["", ""],
    ["plain", "plain"],
    ["$", "$"],
    ["a$$b", "a$$b"],
    ["100% %{ if } %%{", "100% %{ if } %%{"],
    ["{}${var.x}}", "{}«var.x»}"],
    ["$${var.x}", "${var.x}"],
    // As Terraform itself: `jsonencode("$$${var.x}")` in its console says "$${var.x}".
    ["$$${var.x}", "$${var.x}"],
    ["$$$${var.x}", "$$${var.x}"],
    ["a$${b}$${c}", "a${b}${c}"],
    ["${var.a}$${b}", "«var.a»${b}"],
    ["${var.a}${var.b}", "«var.a»«var.b»"],
    ["%${var.x}", "%«var.x»"],
    ['line\n"quoted"\t\\ # // /* <<EOT', 'line\n"quoted"\t\\ # // /* <<EOT'],
    ["\u007f\u0085\u2028é😀", "\u007f\u0085\u2028é😀"],
  ])("%j", (text, expected) => {
    expect(shown(accept(text))).toBe(expected);
    expect(shown(accept(text, "policy"))).toBe(expected);
  });

  test.each(["\ud800", "a\udc00b", "${var.x}\ud83d", '${f("\ud83d")}', '${f("\u0007")}'])("%j is refused", (text) => {
    const { start, end, message } = refuse(text);
    expect(text.slice(start, end)).toMatch(/^[\p{Cc}\p{Cs}]$/u);
    expect(message).toMatch(/^U\+[0-9A-F]{4} /);
  });

  test("a literal survives the way through a spec", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("argument", "policy"),
        fc.array(fc.oneof(anyText, fc.constantFrom("$", "$$", "{", "${", "}", "%{"))),
        (mode, texts) => {
          const text = texts.join("");
          const template = accept(
            text.replaceAll("${", () => "$${"),
            mode,
          );
          expect(template.parts).toEqual(text === "" ? [] : [{ kind: "literal", text }]);
          expect(referenceOfTemplate(template)).toEqual({ kind: "literal", text });
        },
      ),
    );
  });
});

const accepted: readonly (readonly [text: string, expected: string])[] = [
  ["${var.x}", "«var.x»"],
  ["${  var . x  }", "«var.x»"],
  ["${\tvar.x\t}", "«var.x»"],
  ["arn:${var.p}:s3:::${local.bucket-name}/*", "arn:«var.p»:s3:::«local.bucket-name»/*"],
  ["${aws_sns_topic.orders.arn}", "«aws_sns_topic.orders.arn»"],
  ["${aws_sns_topic.orders}", "«aws_sns_topic.orders»"],
  ['${data.aws_sns_topic.x [ "a" ].arn}', '«data.aws_sns_topic.x["a"].arn»'],
  ["${module.queue.arn}", "«module.queue.arn»"],
  [
    "${path.module}/${path.root}/${path.cwd}/${terraform.workspace}",
    "«path.module»/«path.root»/«path.cwd»/«terraform.workspace»",
  ],
  ["${aws_x.y.0.z}", "«aws_x.y.0.z»"],
  ["${aws_x.y[*].z[0].*.w}", "«aws_x.y[*].z[0].*.w»"],
  ["${aws_x.y.*.z.0}", "«aws_x.y.*.z.0»"],
  ["${aws_x.y.*[0]}", "«aws_x.y.* [0]»"],
  ["${var.größe}", "«var.größe»"],
  ["${1.50}", "«1.50»"],
  ["${1e3}", "«1e3»"],
  ["${true}${null}", "«true»«null»"],
  ["${-1}", "«(-1)»"],
  ["${- - var.x+1}", "«(--var.x + 1)»"],
  ["${!var.x}", "«!var.x»"],
  ["${1- -var.x*2%3}", "«1 - -var.x * 2 % 3»"],
  ["${var.a==var.b&&var.c!=1||var.d>=2}", "«var.a == var.b && var.c != 1 || var.d >= 2»"],
  ["${var.a?var.b:var.c?1:2}", "«var.a ? var.b : var.c ? 1 : 2»"],
  ["${(var.a)}", "«(var.a)»"],
  ["${upper (var.a)}", "«upper(var.a)»"],
  ["${uuid( )}", "«uuid()»"],
  ["${merge(var.a,var.b...)}", "«merge(var.a, var.b...)»"],
  ["${max(1 ...)}", "«max(1...)»"],
  ["${provider :: aws::arn_parse(var.a).region}", "«provider::aws::arn_parse(var.a).region»"],
  ["${[]}", "«[]»"],
  ["${[1,[2],-3,]}", "«[1, [2], -3, ]»"],
  ["${ {} }", "«({})»"],
  ['${{a=1,"b":{c=2},(var.d)=-3}}', '«({ a = 1, "b" : { c = 2 }, (var.d) = -3 })»'],
  ["${{dev=1}[var.env]}", "«({ dev = 1 }[var.env])»"],
  ["${var.a?{}:{b=1}}", "«(var.a ? {} : { b = 1 })»"],
  ["${jsonencode({a={}})}", "«jsonencode({ a = {} })»"],
  ["${[for x in [1]:x]}", "«[for x in [1] : x]»"],
  ["${[for i,x in var.l:-x if x.ok]}", "«[for i, x in var.l : -x if x.ok]»"],
  ["${[for x in (var.l):-x if (x)]}", "«[for x in(var.l) : -x if(x)]»"],
  ["${({for k,v in var.m:k=>-v...if v})}", "«({ for k, v in var.m : k => - v... if v })»"],
  ["${[for each in var.l : each.value]}", "«[for each in var.l : each.value]»"],
  ["${[for x in var.l : [for x in x : x]]}", "«[for x in var.l : [for x in x : x]]»"],
  ['${lookup(var.m,"a")}', '«lookup(var.m, "a")»'],
  ['${f("x${ var.a }y${-1}")}', '«f("x${var.a}y${- 1}")»'],
  ['${f("${ {a=1} }")}', '«f("${ { a = 1 } }")»'],
  ['${f("${upper("${ var.a }")}${1}")}', '«f("${upper("${var.a}")}${1}")»'],
  ['${f("%%{ $${ $$${ % $ # // }")}', '«f("%%{ $${ $$${ % $ # // }")»'],
  ['${f("\\n\\t\\"\\\\\\u00e9\\U0001F600\\u0000")}', '«f("\\n\\t\\"\\\\\\u00e9\\U0001F600\\u0000")»'],
  ['${"${var.x}".y}', '«"${var.x}".y»'],
  // Quotes around a whole expression go, as terraform fmt would have it.
  ['${"${var.x}"}', "«var.x»"],
  ['${"${"${ "${var.x}" }"}"}', "«var.x»"],
  ['${"${-1}"}', "«(-1)»"],
  ['${("${var.x}")}', '«("${var.x}")»'],
  ['${"text"}', "text"],
  ['a${""}b', "ab"],
  ['${"\\u00e9\\t$${x}%%{\\\\"}', "é\t${x}%{\\"],
  ['a${"b${var.x}c"}d', "ab«var.x»cd"],
  ['${"a"}${"b${"c"}"}', "abc"],
  ['${"$"}', "$"],
  ['${"a$$"}${var.x}', 'a«"$$"»«var.x»'],
  ['${"$"}{a}', "${a}"],
];

describe("expressions", () => {
  test.each(accepted)("%s", async (text, expected) => {
    const template = accept(text);
    expect(shown(template)).toBe(expected);
    expect(accept(text, "policy")).toEqual(template);
    for (const part of template.parts) {
      if (part.kind === "expression")
        expect(await hclAccepts(`a = ${part.code}\nb = "x\${${part.code}}y"\n`), part.code).toBe(true);
    }
  });

  test("the variables that are used", () => {
    expect(accept("${var.b}${f(var.a, var.b[var.c].var)} $${var.d} ${[for var in local.x : var.e]}").variables).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(accept("var.x").variables).toEqual([]);
  });

  test("one value of a template", () => {
    expect(referenceOfTemplate(accept(""))).toEqual({ kind: "literal", text: "" });
    expect(referenceOfTemplate(accept("a$${b"))).toEqual({ kind: "literal", text: "a${b" });
    expect(referenceOfTemplate(accept("${var.x}"))).toEqual({ kind: "expression", code: "var.x" });
    expect(referenceOfTemplate(accept("${var.x}/*"))).toEqual({
      kind: "join",
      parts: [
        { kind: "expression", code: "var.x" },
        { kind: "literal", text: "/*" },
      ],
    });
  });

  test("the depth is bounded", () => {
    const nested = (open: string, close: string, levels: number): string => `\${${open.repeat(levels)}1${close.repeat(levels)}}`;
    for (const [open, close] of [
      ["(", ")"],
      ["[", "]"],
      ["f(", ")"],
      ["{a=", "}"],
      ["-", ""],
      ['"${', '}"'],
      ["1?", ":1"],
    ] as const) {
      accept(nested(open, close, 50));
      expect(refuse(nested(open, close, 70)).message).toMatch(/deeper than 60/);
    }
    accept(`\${${"1?2:".repeat(4500)}3}`);
    accept(`\${${"1+".repeat(5000)}3}`);
  });
});

/** Where Terraform refuses it too, `malformed`; where it would not, or only later, `ours`. */
const refused: readonly (readonly [
  text: string,
  message: RegExp,
  hint: RegExp | null,
  at: string,
  kind: "malformed" | "ours",
])[] = [
  ["${}", /holds no expression/, /\$\$\{\}/, "${}", "malformed"],
  ["a ${ } b", /holds no expression/, /var\.name/, "${ }", "malformed"],
  ["${", /never closed/, /`\$\$\{`/, "${", "malformed"],
  ["a${var.x", /never closed/, /`\}`/, "${", "malformed"],
  ["${f(var.x}", /`\(` is never closed/, /`\)`/, "(", "malformed"],
  ["${[1, 2}", /`\[` is never closed/, /`\]`/, "[", "malformed"],
  ["${f(}", /`\(` is never closed/, null, "(", "malformed"],
  ["${var.x[}", /value is missing/, null, "}", "malformed"],
  ["${{a=1}", /never closed/, null, "${", "malformed"],
  ['${"abc}', /never ends/, /`"`/, '"', "malformed"],
  ["${var.x var.y}", /nothing after it, but `var` follows/, null, "var", "malformed"],
  ["${var.x)}", /but `\)` follows/, null, ")", "malformed"],
  ["${var.x, 'y'}", /but `,` follows/, null, ",", "malformed"],
  ["${var.a = 1}", /but `=` follows/, null, "=", "malformed"],
  ["${var.a ? 1}", /condition \? one : other/, null, "}", "malformed"],
  ["${1 +}", /value is missing/, null, "}", "malformed"],
  ["${* 2}", /value is missing/, null, "*", "malformed"],
  ["${var.}", /name must follow the dot/, null, "}", "malformed"],
  ["${var.x.}", /name must follow the dot/, null, "}", "malformed"],
  ["${aws_x.y.*.*}", /after `\.\*`/, null, "*", "malformed"],
  ["${aws_x.y[*}", /`\[` is never closed/, null, "[", "malformed"],
  ["${aws_x.y.0.1}", /one whole number/, /\[0\]\[1\]/, "0.1", "malformed"],
  // Terraform accepts these, and its formatter then makes another expression of them.
  ["${aws_x.y.0 .1}", /one whole number/, null, "0 .1", "ours"],
  ["${1 .5}", /number has no parts/, null, ".", "ours"],
  ["${1.2.3}", /not a number/, null, "1.2.3", "malformed"],
  ["${12abc}", /but `abc` follows/, null, "abc", "malformed"],
  ["${f(,)}", /value is missing/, null, ",", "malformed"],
  ["${f(1 2)}", /separated by commas/, null, "2", "malformed"],
  ["${f(var.x..., 1)}", /nothing comes after `\.\.\.`/, null, ",", "malformed"],
  ['${join("," ["a"])}', /quoted text has no parts/, /comma/, "[", "ours"],
  ["${[1,,2]}", /value is missing/, null, ",", "malformed"],
  ["${{a}}", /followed by `=` or `:`/, /quotes/, "}", "malformed"],
  ["${{a.b=1}}", /followed by `=` or `:`/, /parentheses/, ".", "ours"],
  ["${{=1}}", /key is missing/, null, "=", "malformed"],
  ["${{a=1 b=2}}", /separated by commas/, null, "b", "malformed"],
  ["${[for x var.l : x]}", /`in` must follow/, /\[for value in/, "var", "malformed"],
  ["${[for in var.l : 1]}", /`in` must follow/, null, "var", "malformed"],
  ["${[for x in var.l x]}", /`:` must follow/, null, "x", "malformed"],
  ["${[for x in var.l : x => 1]}", /no use for `=>`/, /braces/, "=>", "malformed"],
  ["${[for x in var.l : x...]}", /no use for `\.\.\.`/, null, "...", "malformed"],
  ["${{for x in var.l : x}}", /`=>` must follow/, null, "}", "malformed"],
  ["${provider::aws::arn_parse}", /with parentheses/, null, "}", "malformed"],
  ["${provider::(1)}", /name of a function must follow/, null, "(", "malformed"],
  ["${foo::bar(1)}", /no function `foo::bar`/, /provider::aws/, "foo::bar", "ours"],
  ["${var.x # why\n}", /comment/, /YAML comment/, "#", "ours"],
  ["${var.x // why\n}", /comment/, null, "//", "ours"],
  ["${/* why */ var.x}", /comment/, null, "/*", "ours"],
  ["${\nvar.x}", /one line/, />-/, "\n", "ours"],
  ["${f(\r\n1)}", /one line/, null, "\r", "ours"],
  ['${f("a\nb")}', /line break/, /\\n/, "\n", "malformed"],
  ["${<<EOT\na\nEOT\n}", /heredoc/, /quotes/, "<<", "ours"],
  ["${~var.x}", /strip markers/, /leave/, "~", "ours"],
  ["${var.x~}", /strip markers/, null, "~", "ours"],
  ['${f("${~var.x}")}', /strip markers/, null, "~", "ours"],
  ['${"%{if true}a%{endif}"}', /directives/, /%%\{/, "%{", "ours"],
  ['${f("a\\qb")}', /`\\q` is not an escape/, /`\\n`/, "\\q", "malformed"],
  ['${f("\\u12")}', /`\\u` is not an escape/, null, "\\u", "malformed"],
  ['${f("\\ud83d")}', /not a character/, null, "\\ud83d", "malformed"],
  ['${f("\\U00110000")}', /not a character/, null, "\\U00110000", "malformed"],
  ["${'a'}", /`'` means nothing/, /`"`/, "'", "malformed"],
  ["${“a”}", /`“` means nothing/, /`"`/, "“", "malformed"],
  ['${lookup(var.x, \\"a\\")}', /`\\` means nothing/, /without a backslash/, "\\", "malformed"],
  ["${var.a & var.b}", /`&` means nothing/, /`&&`/, "&", "malformed"],
  ["${var.a\u00a0}", /means nothing/, /no-break space/, "\u00a0", "malformed"],
  ["${var.😀}", /`😀` means nothing/, null, "😀", "malformed"],
  ["${${var.x}}", /opens a second time/, /\$\{var\.x\}/, "${", "malformed"],
  ["${bucket}", /`bucket` alone/, /`var\.bucket`.*`\$\$\{bucket\}`/, "bucket", "ours"],
  ["${lower(bucket)}", /`bucket` alone/, /`var\.bucket`/, "bucket", "ours"],
  ['${bucket["a"]}', /`bucket` alone/, null, "bucket", "ours"],
  ["${aws_x[0].y}", /`aws_x` alone/, null, "aws_x", "ours"],
  ["${[for x in x : x]}", /`x` alone/, null, "x", "ours"],
  ["${[for x in var.l : x] == x}", /`x` alone/, null, "x", "ours"],
  ["${var}", /must follow `var`/, /var\.name/, "var", "ours"],
  ['${var["x"]}', /must follow `var`/, null, "var", "ours"],
  ["${var.count}", /no variable be named `count`/, null, "var.count", "ours"],
  ["${local}", /must follow `local`/, null, "local", "ours"],
  ["${module}", /must follow `module`/, null, "module", "ours"],
  ["${data.aws_x}", /type and the name/, /data\.aws_sns_topic/, "data.aws_x", "ours"],
  ["${path.home}", /path\.module/, null, "path.home", "ours"],
  ["${terraform.env}", /terraform\.workspace/, null, "terraform.env", "ours"],
  ["${each.value}", /`each` exists only/, null, "each.value", "ours"],
  ["${count.index}", /`count` exists only/, null, "count.index", "ours"],
  ["${self.arn}", /`self` exists only/, null, "self.arn", "ours"],
  ["${resource.aws_x.y}", /by its type/, /leave/, "resource.aws_x.y", "ours"],
  ["${Topic.Arn}", /CloudFormation/, /`\$\$\{Topic\.Arn\}`/, "Topic.Arn", "ours"],
  ["x${AWS::Region}", /CloudFormation/, /data\.aws_region/, "${AWS::Region}", "malformed"],
  ["${AWS::StackName}", /CloudFormation/, /`\$\$\{AWS::StackName\}`/, "${AWS::StackName}", "malformed"],
  ["${self:custom.x}", /Serverless/, /`\$\{var\.x\}`/, "${self:custom.x}", "malformed"],
  ["${opt:stage, 'dev'}", /Serverless/, /`\$\{var\.stage\}`/, "${opt:stage", "malformed"],
  ["${file(./a.yml):b.c}", /Serverless/, /yamldecode/, "${file(./a.yml):b.c}", "malformed"],
];

describe("refused", () => {
  test.each(refused)("%s", async (text, message, hint, at, kind) => {
    for (const mode of ["argument", "policy"] as const) {
      const problem = refuse(text, mode);
      expect(problem.message).toMatch(message);
      if (hint !== null) expect(problem.hint).toMatch(hint);
      expect(text.slice(problem.start, problem.end)).toBe(at);
    }
    expect(await hclAccepts(inHeredoc(text)), "Terraform's own parser").toBe(kind === "ours");
  });
});

describe("IAM policy variables", () => {
  test.each([
    "${aws:username}",
    "arn:aws:s3:::home/${aws:username}/*",
    "${*}${?}${$}",
    "${aws:PrincipalTag/team, 'company-wide'}",
    "${aws:PrincipalTag/cost_center.a@b+c=d}",
    "${cognito-identity.amazonaws.com:sub}",
    "${s3:prefix}${ec2:SourceInstanceARN}",
  ])("%s", (text) => {
    expect(referenceOfTemplate(accept(text, "policy"))).toEqual({ kind: "literal", text });
    expect(refuse(text).message).toMatch(/IAM/);
    expect(refuse(text).hint).toMatch(/`\$\$\{/);
  });

  test("beside expressions", () => {
    expect(shown(accept("${var.arn}/${aws:username}/${var.x}", "policy"))).toBe("«var.arn»/${aws:username}/«var.x»");
    expect(shown(accept("$${aws:username}"))).toBe("${aws:username}");
    expect(refuse("x/${aws:username}")).toMatchObject({ hint: expect.stringContaining("`$${aws:username}`"), start: 2, end: 17 });
    expect(refuse('${f("${aws:username}")}', "policy").hint).toContain("`$${aws:username}`");
    expect(accept('${f("$${aws:username}")}').parts).toHaveLength(1);
  });

  test.each([
    "${aws:}",
    "${aws:PrincipalTag/a b}",
    "${aws:username, dev}",
    "${aws:username",
    "${HOME:-x}",
    "${aws::username}",
    "${:a}",
    "${**}",
  ])("%s is none", (text) => {
    refuse(text, "policy");
    refuse(text, "argument");
  });
});

describe("steps", () => {
  test.each([
    ["var.x", ["var", "x"]],
    ['data.aws_sns_topic.x["a"].arn', ["data", "aws_sns_topic", "x", { index: "a" }, "arn"]],
    ["aws_x.y[0].z.1", ["aws_x", "y", { index: 0 }, "z", { index: 1 }]],
    ['aws_x.y["\\u00e9 $${"][""]', ["aws_x", "y", { index: "é ${" }, { index: "" }]],
  ])("%s", (code, steps) => {
    expect(stepsOf({ kind: "expression", code })).toEqual(steps);
    expect(accept(`\${${code}}`).parts).toEqual([{ kind: "expression", code }]);
  });

  test.each([
    "true",
    "1",
    '"x"',
    "(var.x)",
    "f(x)",
    "var.x[*]",
    "var.x.*.y",
    "var.x[var.i]",
    "var.x[1.5]",
    'var.x["${var.y}"]',
    "var.x + 1",
    "-var.x",
    "a::b(1)",
    "a.",
    "a[",
    "a}",
    '"',
  ])("%s is not only steps", (code) => expect(stepsOf({ kind: "expression", code })).toBeNull());
});

/** One token, or a quoted text: pieces of text and templates. */
type Piece = string | { readonly quoted: readonly (string | readonly Piece[])[] };

const anyText = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("${"));
const name = fc.constantFrom("x", "arn", "orders", "bucket-name", "in_use", "a1", "e5", "größe");
const quotedText = fc.constantFrom(
  "",
  "a",
  " ",
  "b c",
  "\\n",
  '\\"',
  "\\u00e9",
  "$${",
  "%%{",
  "$",
  "%",
  "#",
  "//",
  "}",
  "é",
  "😀",
);
const { expression } = fc.letrec<{
  expression: Piece[];
  operand: Piece[];
  value: Piece[];
  step: Piece[];
  pair: Piece[];
  quoted: Piece[];
}>((tie) => {
  const list = (item: fc.Arbitrary<Piece[]>): fc.Arbitrary<Piece[]> =>
    fc.array(item, { maxLength: 3 }).chain((items) => {
      const separated = items.flatMap((pieces, index) => (index === 0 ? pieces : [",", ...pieces]));
      return fc.boolean().map((trailing) => (trailing && items.length > 0 ? [...separated, ","] : separated));
    });
  const around = (open: Piece[], inner: fc.Arbitrary<Piece[]>, close: Piece[]): fc.Arbitrary<Piece[]> =>
    inner.map((pieces) => [...open, ...pieces, ...close]);
  const row = (...items: (string | fc.Arbitrary<Piece[]>)[]): fc.Arbitrary<Piece[]> =>
    fc.tuple(...items.map((item) => (typeof item === "string" ? fc.constant<Piece[]>([item]) : item))).map((rows) => rows.flat());
  const named = name.map((text): Piece[] => [text]);
  const item = fc.constantFrom<Piece[]>(
    ["item"],
    ["item", ".", "name"],
    ["item", "[", "0", "]"],
    ["-", "item"],
    ["upper", "(", "item", ")"],
    ["[", "item", "]"],
  );
  const condition = fc.oneof(fc.constant<Piece[]>([]), row("if", item), row("if", tie("expression")));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression" },
      tie("operand"),
      row(
        tie("operand"),
        fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||").map((text) => [text]),
        tie("expression"),
      ),
      row(tie("operand"), "?", tie("expression"), ":", tie("expression")),
    ),
    operand: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression" },
      tie("value"),
      row(tie("value"), tie("step"), tie("step")),
      row(
        fc.constantFrom("-", "!").map((text) => [text]),
        tie("operand"),
      ),
      fc.constantFrom("0", "1", "12.50", "1e3", "2.5E-3").map((text) => [text]),
      around([], tie("quoted"), []),
    ),
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression" },
      row("var", ".", named),
      row(
        fc.constantFrom("local", "module", "aws_sns_topic").map((text) => [text]),
        ".",
        named,
        ".",
        named,
      ),
      row("data", ".", "aws_sns_topic", ".", named),
      fc.constantFrom<Piece[]>(
        ["true"],
        ["null"],
        ["path", ".", "module"],
        ["terraform", ".", "workspace"],
        ["[", "]"],
        ["{", "}"],
        ["uuid", "(", ")"],
      ),
      around(["("], tie("expression"), [")"]),
      around(["["], list(tie("expression")), ["]"]),
      around(["{"], list(tie("pair")), ["}"]),
      around(["merge", "("], list(tie("expression")), [")"]),
      around(["provider", "::", "aws", "::", "arn_parse", "("], tie("expression"), [")"]),
      around(["concat", "("], tie("expression"), ["...", ")"]),
      row("[", "for", "item", "in", tie("expression"), ":", fc.oneof(item, tie("expression")), condition, "]"),
      row(
        "{",
        "for",
        "key",
        ",",
        "item",
        "in",
        tie("expression"),
        ":",
        "key",
        "=>",
        item,
        fc.constantFrom<Piece[]>([], ["..."]),
        condition,
        "}",
      ),
    ),
    step: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression" },
      fc.constant<Piece[]>([]),
      row(".", named),
      fc.constantFrom<Piece[]>(["[", "0", "]"], ["[", "*", "]"], [".", "*"], ["[", { quoted: ["a"] }, "]"], [".", "0"]),
      around(["["], tie("expression"), ["]"]),
    ),
    pair: row(
      fc.oneof(named, tie("quoted"), around(["("], tie("expression"), [")"])),
      fc.constantFrom("=", ":").map((text) => [text]),
      tie("expression"),
    ),
    quoted: fc
      .array(fc.oneof({ maxDepth: 4, depthIdentifier: "expression" }, quotedText, quotedText, tie("expression")), {
        maxLength: 3,
      })
      // A dollar before a template would make an escape of it.
      .filter((parts) =>
        parts.every((part, index) => typeof part !== "string" || !part.endsWith("$") || index === parts.length - 1),
      )
      .filter(
        (parts) =>
          !parts.some(
            (part, index) => typeof part === "string" && /[$%]$/.test(part) && String(parts[index + 1]).startsWith("}"),
          ),
      )
      .map((quoted): Piece[] => [{ quoted }]),
  };
});

const touching = /^[A-Za-z0-9_.\-\u00c0-\u024f]$/;
/** The pieces as source, with as many spaces between two tokens as `spaces` says, and one where they would become one. */
const write = (pieces: readonly Piece[], spaces: Iterator<number>): string => {
  let source = "";
  for (const piece of pieces) {
    const token =
      typeof piece === "string"
        ? piece
        : `"${piece.quoted.map((part) => (typeof part === "string" ? part : `\${${write(part, spaces)}}`)).join("")}"`;
    const wanted = spaces.next().value;
    const merges =
      touching.test(source.at(-1) ?? " ") && touching.test(token[0] ?? " ") && token !== "." && source.at(-1) !== ".";
    const operators = /[=!<>&|:?.*/-]$/.test(source) && /^[=!<>&|:?.*/-]/.test(token);
    source += " ".repeat(Math.max(wanted, merges || operators ? 1 : 0)) + token;
  }
  return source + " ".repeat(spaces.next().value);
};
function* cycle(numbers: readonly number[]): Generator<number, never> {
  for (;;) yield* numbers.length > 0 ? numbers : [0];
}
const tokensOf = (code: string): readonly string[] => lex(code, 0).tokens.map((token) => `${token.kind} ${token.text}`);
const sourceAnd = fc
  .tuple(expression, fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: 7, maxLength: 7 }))
  .map(([pieces, spaces]) => ({ pieces, source: write(pieces, cycle(spaces)), bare: write(pieces, cycle([1])) }))
  .filter(({ source }) => readable(source));
/** What the generator makes on purpose and is refused on purpose: parts of plain texts and numbers, stars and digits after dots. */
const readable = (source: string): boolean => {
  const read = readTemplate(`\${${source}}`, "argument");
  return read.kind === "template" || !/U\+|no parts|after `\.\*`|one whole number/.test(read.message);
};
const expressionsOf = (template: Template): readonly string[] =>
  template.parts.flatMap((part) => (part.kind === "expression" ? [part.code] : []));
const isDollars = (code: string): boolean => /^"\$+"$/.test(code);

describe("generated expressions", () => {
  test("are accepted, in one spelling", () => {
    fc.assert(
      fc.property(sourceAnd, ({ source, bare }) => {
        const template = accept(`\${${source}}`);
        expect(accept(`\${${bare}}`)).toEqual(template);
        for (const code of expressionsOf(template).filter((code) => !isDollars(code))) {
          expect(accept(`\${${code}}`).parts, source).toEqual([{ kind: "expression", code }]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("keep their tokens", () => {
    fc.assert(
      fc.property(sourceAnd, ({ source }) => {
        const [part, ...more] = accept(`\${${source}}`).parts;
        fc.pre(more.length === 0 && part?.kind === "expression" && !source.trimStart().startsWith('"'));
        const tokens = tokensOf(source.trim());
        const wrapped = ["( (", ...tokens.slice(0, -1), ") )", "end "];
        expect([tokens, wrapped]).toContainEqual(tokensOf(part?.kind === "expression" ? part.code : ""));
      }),
      { numRuns: 1000 },
    );
  });

  test("arbitrary texts are answered", () => {
    const morsel = fc.constantFrom(
      "${",
      "}",
      '"',
      "$",
      "%{",
      "(",
      ")",
      "[",
      "]",
      "{",
      "var.x",
      "for x in",
      ":",
      "::",
      ".",
      "*",
      "1",
      "-",
      ",",
      " ",
      "\\",
      "~",
      "aws:a",
      "'",
      "=",
      "=>",
      "if",
      "...",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(morsel).map((pieces) => `\${${pieces.join("")}`),
      fc.array(morsel).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom("argument", "policy"), (text, mode) => {
        const read = readTemplate(text, mode);
        if (read.kind === "problem") {
          expect(read.start).toBeGreaterThanOrEqual(0);
          expect(read.end).toBeGreaterThanOrEqual(read.start);
          expect(read.end).toBeLessThanOrEqual(text.length);
          return;
        }
        read.parts.forEach((part, index) => {
          const next = read.parts[index + 1];
          if (part.kind === "expression") {
            stepsOf(part);
            return;
          }
          expect(part.text).not.toBe("");
          expect(next?.kind).not.toBe("literal");
          if (next !== undefined) expect(part.text.endsWith("$")).toBe(false);
        });
      }),
      { numRuns: 3000 },
    );
  });

  test("long texts take no time", () => {
    const pieces = [
      "(",
      "[",
      "{",
      "-",
      "!",
      "f(",
      "1?",
      "1?2:",
      "1+",
      "a.",
      "1.",
      "1",
      "a",
      '"',
      '"${',
      "${",
      "$",
      "$${",
      "{a=",
      "[for a in ",
    ];
    const others = ["a[", "\\", "::", "a::", "a:", "....", " ", "aws:", "'", "😀", "1e", "file("];
    const mega = 1_000_000;
    const texts = [
      ...[...pieces, ...others].flatMap((piece) => {
        const many = piece.repeat(300_000 / piece.length);
        return [many, `\${${many}`, `\${${many}}`, `\${"${many}"}`, `\${aws:${many}}`, `\${aws:a, '${many}`];
      }),
      "${var.a}".repeat(mega / 8),
      "${a:b}".repeat(mega / 6),
      "$${a".repeat(mega / 4),
      `\${[${"var.a, ".repeat(mega / 7)}]}`,
      `\${"${"${var.a}b".repeat(mega / 9)}"}`,
      `\${"${'${"a"}'.repeat(mega / 6)}"}`,
      `\${f("${"\\u00e9".repeat(mega / 6)}")}`,
    ];
    for (const [index, text] of texts.entries()) {
      const begin = process.cpuUsage();
      readTemplate(text, text.includes("aws:") || index % 2 === 0 ? "policy" : "argument");
      // What the processor did, whatever else runs on the machine.
      const { user, system } = process.cpuUsage(begin);
      expect((user + system) / 1000, text.slice(0, 20)).toBeLessThan(3000);
    }
  }, 600_000);
});

const terraform = (
  source: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly output: string } => {
  const run = spawnSync("terraform", ["fmt", "-no-color", ...options, "-"], {
    input: source,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status: run.error === undefined ? run.status : null, output: run.stdout };
};
const hasTerraform = terraform("a = 1\n", "-check").status === 0;
const skipped = !hasTerraform && process.env["LAMBDAGRANT_REQUIRE_TERRAFORM"] !== "1";
if (skipped) console.warn("terraform fmt is not asked: terraform is not on PATH");

/** Every expression as a whole argument and inside a text, so that neither is aligned with a neighbour. */
const asArguments = (codes: readonly string[]): string =>
  codes.map((code, index) => `attr_${index} = ${code}\n\nattr_${index}_in_text = "x\${${code}}y"\n`).join("\n");

/** One character dropped or put in. */
const mutated = fc
  .tuple(sourceAnd, fc.nat(), fc.constantFrom("", "", ...".,:=!-+*()[]{}\"'\\$%~#/<>?&| 0e\na"))
  .map(([{ source }, at, put]) => {
    const chars = [...source];
    chars.splice(at % (chars.length + 1), put === "" ? 1 : 0, put);
    return chars.join("");
  });

describe("Terraform's own verdict", () => {
  test.skipIf(skipped)("terraform fmt changes nothing", () => {
    expect(hasTerraform, "terraform is not on PATH").toBe(true);
    const generated = fc
      .sample(sourceAnd, { numRuns: 300, seed: 1 })
      .flatMap(({ source }) => expressionsOf(accept(`\${${source}}`)));
    const mutants = fc.sample(mutated, { numRuns: 1000, seed: 2 }).flatMap((source) => {
      const read = readTemplate(`\${${source}}`, "argument");
      return read.kind === "template" ? expressionsOf(read) : [];
    });
    const listed = accepted.flatMap(([text]) => expressionsOf(accept(text)));
    const { status, output } = terraform(asArguments([...listed, ...generated, ...mutants]), "-check", "-diff");
    expect({ status, output }).toEqual({ status: 0, output: "" });
  });

  test.skipIf(skipped)("terraform fmt spaces an expression as we do", () => {
    const cases = fc.sample(sourceAnd, { numRuns: 300, seed: 5 }).flatMap(({ source }, index) => {
      const code = expressionsOf(accept(`\${${source}}`))[0] ?? "";
      // Not those that we take out of quotes or put into parentheses.
      const same = source.replaceAll(" ", "").length === code.replaceAll(" ", "").length;
      return same ? [{ given: `attr_${index} = ${source}\n`, expected: `attr_${index} = ${code}\n` }] : [];
    });
    const { output } = terraform(cases.map(({ given }) => given).join("\n"));
    expect(output).toBe(cases.map(({ expected }) => expected).join("\n"));
    expect(cases.length).toBeGreaterThan(100);
  });

  test("hcl2json accepts what we accept", async () => {
    const codes = fc.sample(sourceAnd, { numRuns: 300, seed: 3 }).flatMap(({ source }) => expressionsOf(accept(`\${${source}}`)));
    expect(await hclAccepts(asArguments(codes))).toBe(true);
  });

  test("hcl2json accepts nothing less than we do of mutated expressions", async () => {
    const strictness =
      /U\+|no parts|after `\.\*`|one whole number|alone refers|exists only|must follow `(?:var|local|module)`|type and the name|path\.module|terraform\.workspace|no function|comment|one line|heredoc|strip marker|directive|CloudFormation|no variable|followed by `=` or `:`|key is missing|not a number/;
    let both = 0;
    for (const source of fc.sample(mutated, { numRuns: 1500, seed: 4 })) {
      const text = `\${${source}}`;
      const read = readTemplate(text, "argument");
      const theirs = await hclAccepts(inHeredoc(text));
      if (read.kind === "template") {
        both += 1;
        // Text outside of `${ }` may hold a `%{`, which is Terraform's in a heredoc and plain in a spec.
        if (!text.includes("%{")) expect(theirs, text).toBe(true);
      } else if (theirs) expect(`${read.message}: ${text}`).toMatch(strictness);
    }
    expect(both).toBeGreaterThan(100);
  }, 300_000);
});
