import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, visit } from "yaml";
import { type Adopted, adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import { readState } from "../../generator/adopt/read-state.ts";
import { spelled } from "../../generator/adopt/text/spelling.ts";
import { foreign, referenceFromText, variable } from "../../generator/adopt/text/texts.ts";
import { compile } from "../../generator/compile.ts";
import { expression, join, literal } from "../../generator/iam/arn.ts";
import { readTemplate } from "../../generator/spec/expression/template.ts";
import { adoptFolder } from "./adopted-case.ts";

/** What stands in a state, a template or a policy is text: the expressions of an adopted spec are those that `adopt` made itself. */

const file = (path: string) => readFileSync(joinPath(adoptFolder, path), "utf8");

/** Codes that Terraform would run, of all that was adopted. */
function codeOf({ stacks }: Adopted): readonly string[] {
  return stacks.flatMap(({ settings, functions }) => {
    const compiled = compile({
      rootName: "specs",
      specs: functions.map((one) => ({ path: one.file, file: one.file, text: one.spec })),
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
    });
    expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return compiled.files.map(({ text }) => withoutText(text));
  });
}

/** HCL without its comments and the text of its strings: its code alone. */
function withoutText(hcl: string): string {
  const comment = /#[^\n]*/y;
  let code = "";
  /** Of each string that is open, how many braces its expression has open; -1 in its text. */
  const strings: number[] = [];
  for (let at = 0; at < hcl.length; at++) {
    const [char = "", two] = [hcl[at], hcl.slice(at, at + 2)];
    const depth = strings.at(-1);
    if (depth === -1) {
      if (char === "\\" || two === "$$" || two === "%%") at++;
      else if (two === "${" || two === "%{") {
        strings[strings.length - 1] = 0;
        at++;
      } else if (char === '"') strings.pop();
      continue;
    }
    comment.lastIndex = at;
    const [skipped] = comment.exec(hcl) ?? [];
    if (skipped !== undefined) {
      at += skipped.length - 1;
      continue;
    }
    if (char === '"') strings.push(-1);
    else if (depth !== undefined && char === "}" && depth === 0) strings[strings.length - 1] = -1;
    else if (depth !== undefined && "{}".includes(char)) strings[strings.length - 1] = depth + (char === "{" ? 1 : -1);
    code += char;
  }
  return code;
}

function adoptedPolicy(policy: object): { readonly adopted: Adopted; readonly spec: string; readonly report: string } {
  const state = policyState({
    function: "f",
    region: "eu-west-1",
    account: "123456789012",
    role: "r",
    resourcePolicy: null,
    policies: [{ name: "p.json", text: JSON.stringify(policy) }],
  });
  if ("problem" in state) throw new Error(state.problem);
  const adopted = adoptFunctions(state);
  return { adopted, spec: adopted.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(adopted) };
}

function adoptedTemplate(
  properties: string,
  resources = "",
): { readonly adopted: Adopted; readonly spec: string; readonly report: string } {
  const text = `
Parameters: {Name: {Type: String}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fn
      Handler: a.b
      Runtime: python3.13
${properties.replaceAll(/^/gm, "      ")}
${resources}`;
  const given = readGiven(text, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources: null });
  if ("problem" in given) throw new Error(given.problem);
  const adopted = adoptFunctions(given.state, undefined, given.known);
  return { adopted, spec: adopted.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(adopted) };
}

const reads = (resource: string) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: resource });

describe("a variable", () => {
  it.each([
    ["a parameter", "!ImportValue name", "name", "name_exported"],
    ["a resource", "!ImportValue news", "news", "news_exported"],
    ["an attribute of a resource", "!ImportValue news-TopicName", "news_topic_name", "news_topic_name_exported"],
    ["a resource, whose name is an attribute's", "!GetAtt Fn.Url", "fn_url", "fn_url_attribute"],
  ])("of what has no name in the template is none of %s", (_, value, taken, called) => {
    const { spec } = adoptedTemplate(
      `
Environment:
  Variables:
    THIS: ${value}
    PARAMETER: !Ref Name
    QUEUE: !Ref News
    ATTRIBUTE: !GetAtt News.Other
    URL: !Ref FnUrl
    TOPIC: !GetAtt News.TopicName
  `,
      "  News: {Type: AWS::Some::Thing}\n  FnUrl: {Type: AWS::Some::Thing}",
    );
    expect(spec).toContain(`THIS: \${var.${called}}`);
    expect(spec.match(new RegExp(`var\\.${taken}\\b`, "g"))).toHaveLength(1);
  });
});

describe("a policy", () => {
  it.each(["var.x", "local.x", "aws:usrname"])("does not become code by ${%s}, and its resource is told", (code) => {
    const { adopted, spec, report } = adoptedPolicy({
      Version: "2012-10-17",
      Statement: [reads(`arn:aws:s3:::b/\${${code}}/*`)],
    });
    expect(spec).not.toMatch(/^actions:/m);
    expect(report).toContain(
      `left out      p.json: s3:GetObject on arn:aws:s3:::b/\${${code}}/*: IAM would read \${${code}} as a variable`,
    );
    expect(codeOf(adopted).join("")).not.toContain(code);
  });

  it("does not become code by a condition", () => {
    const { spec, report } = adoptedPolicy({
      Version: "2012-10-17",
      Statement: [
        {
          ...reads("arn:aws:s3:::b/*"),
          Condition: { StringEquals: { "aws:PrincipalTag/team": ["a", "${var.y}", "${local.z}"] } },
        },
      ],
    });
    expect(spec).not.toMatch(/^actions:/m);
    expect(spec).toContain("#             - $${var.y}");
    expect(report).toContain("IAM would read ${var.y} as a variable");
  });

  it("keeps IAM's variables, and a dollar before one", () => {
    const { spec } = adoptedPolicy({
      Version: "2012-10-17",
      Statement: [
        {
          ...reads("arn:aws:s3:::b/$${aws:username}/${$}{x}/*"),
          Condition: { StringEquals: { "aws:PrincipalTag/team": "${aws:username}" } },
        },
      ],
    });
    expect(spec).toContain("resources: arn:aws:s3:::b/${$}${aws:username}/${$}{x}/*\n");
    expect(spec).toContain("aws:PrincipalTag/team: ${aws:username}\n");
  });

  it.each(["2008-10-17", undefined])("of the version %s has no variables", (version) => {
    const { adopted, spec } = adoptedPolicy({
      Version: version,
      Statement: [
        {
          ...reads("arn:aws:s3:::b/$${aws:username}/${var.x}/*"),
          Condition: { StringEquals: { "aws:PrincipalTag/team": ["${aws:username}", "${*}"] } },
        },
      ],
    });
    expect(spec).toContain("resources: arn:aws:s3:::b/${$}${$}{aws:username}/${$}{var.x}/*\n");
    expect(spec).toContain("- ${$}{aws:username}\n");
    expect(spec).toContain("- ${$}{*}\n");
    expect(codeOf(adopted).join("")).not.toContain("var.x");
  });

  it("of who may invoke does not become code", () => {
    const resource = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    const allow = (sid: string, service: string, condition: object) => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "lambda:InvokeFunction",
      Resource: resource,
      Condition: condition,
    });
    const statements = [
      allow("one", "s3.amazonaws.com", { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::${local.bucket}" } }),
      allow("two", "s3.amazonaws.com", {
        ArnLike: { "AWS:SourceArn": "arn:aws:s3:::b" },
        StringEquals: { "AWS:SourceAccount": "${var.acct}" },
      }),
      allow("three", "alexa-appkit.amazon.com", { StringEquals: { "lambda:EventSourceToken": "${var.token}" } }),
    ];
    const state = policyState({
      resourcePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      policies: [],
    });
    if ("problem" in state) throw new Error(state.problem);
    const adopted = adoptFunctions(state);
    expect(adopted.stacks[0]?.functions[0]?.spec).not.toMatch(/^push:/m);
    for (const sid of ["one", "two", "three"]) expect(printAdopted(adopted)).toContain(`left out      ${sid}: `);
  });
});

describe("a template", () => {
  it("makes an expression of what it refers to, and of no text", () => {
    const { spec, report } = adoptedTemplate(`
Description: !Sub 'costs $\${Name}, \${!var.x}'
Environment: {Variables: {PLAIN: '\${var.evil}', MADE: !Ref Name}}
Tags: {conditions: '\${aws:username}'}
Events:
  One: {Type: SNS, Properties: {Topic: 'arn:aws:sns:eu-west-1:123456789012:\${local.t}'}}
  Two: {Type: SNS, Properties: {Topic: !Sub 'arn:aws:sns:eu-west-1:123456789012:x-\${Name}'}}
Policies:
  - Version: 2012-10-17
    Statement:
      - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:::b/\${!var.x}/*'}
      - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:::c/\${!aws:username}/$\${Name}/*'}
  - Statement:
      - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:::d/\${!aws:username}/\${Name}/*'}`);
    for (const line of [
      'description: costs ${"$"}${var.name}, $${var.x}',
      "PLAIN: $${var.evil}",
      "MADE: ${var.name}",
      "conditions: $${aws:username}",
      "- sns: arn:aws:sns:eu-west-1:123456789012:x-${var.name}",
      "resources: arn:aws:s3:::c/${aws:username}/${$}${var.name}/*",
      "resources: arn:aws:s3:::d/${$}{aws:username}/${var.name}/*",
    ])
      expect(spec).toContain(`${line}\n`);
    expect(spec).not.toMatch(/^ +- sns: .*local\.t/m);
    expect(report).toContain('left out      Fn.Events.One: push {"sns":"arn:aws:sns:eu-west-1:123456789012:${local.t}"}');
    expect(report).toContain(
      "left out      Fn.Policies: s3:GetObject on arn:aws:s3:::b/${var.x}/*: IAM would read ${var.x} as a variable",
    );
  });

  it("tells of a Deny whose action only Terraform knows", () => {
    const { report } = adoptedTemplate(`
Policies:
  - Statement:
      - {Effect: Deny, Action: !Sub '\${Name}:Get*', Resource: '*'}`);
    expect(report).toContain('${var.name}:Get* on "*": only Terraform knows which action that is; it is a Deny');
  });
});

/** What could become code, also where a mark of `adopt` itself stands in a text, or its number. */
const codes = [
  "${var.evil}",
  "${local.evil}",
  "${data.evil.x.id}",
  '${file("/evil")}',
  "$${var.evil}",
  "$$${var.evil}",
  "${$}${var.evil}",
  "${!var.evil}",
  "${ var.evil }",
  '${"$"}${var.evil}',
  "%{ if var.evil }",
  "&{var.evil}",
  "\udc00var.evil\udc01",
  "\ud800\udc00var.evil\udc01",
  "\\udc00var.evil\\udc01",
  "\\u0024{var.evil}",
  "$",
  "{var.evil}",
  '"',
  "\n",
  "/",
  ":",
];
const pieces = fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }).map((some) => some.join(""));
const places = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 3 });
const ways = fc.constantFrom<(text: string, piece: string) => string>(
  (_, piece) => piece,
  (text, piece) => text + piece,
  (text, piece) => piece + text,
  (text, piece) => text.replace(/(?<=.[:/])[^:/]*$/, () => piece),
);
const changes = fc.record({ pieces, places, way: ways });

type Change = (text: string) => string;

/** JSON in which the texts at some places are changed, keys and the documents that are texts too. */
function changedJson(json: string, at: ReadonlySet<number>, change: Change, of = { count: 0 }): string {
  const changed = (text: string) => (at.has(of.count++) ? change(text) : text);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return /^\{\s*"/.test(value) ? changedJson(value, at, change, of) : changed(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [changedKey(key), walk(one)]));
  };
  // Keys of Terraform's own form stay: without them nothing is read.
  const changedKey = (key: string) => (/[a-z]_|^[a-z]+$/.test(key) ? key : changed(key));
  return JSON.stringify(walk(JSON.parse(json)));
}

function changedYaml(yaml: string, at: ReadonlySet<number>, change: Change): string {
  const document = parseDocument(yaml, { logLevel: "silent" });
  let count = 0;
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && at.has(count++)) node.value = change(node.value);
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** How many texts a change can reach. */
function textsIn(count: (at: ReadonlySet<number>, change: Change) => string): number {
  let found = 0;
  count(new Set(Array.from({ length: 100_000 }, (_, index) => index)), (text) => {
    found++;
    return text;
  });
  return found;
}

/** All texts of a value. */
function textsOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${String(value)}\n`;
  return Object.entries(value)
    .map(([key, one]) => `${key} ${textsOf(one)}`)
    .join("");
}

const evil = /\b(?:var|local)\.evil\b|\bdata\.evil\b|\bfile\(/;
/** A mark that was left where people read. */
const mark = /[\udc00\udc01]/u;

describe("no text becomes an expression", () => {
  const of = (
    name: string,
    changed: (at: ReadonlySet<number>, change: Change) => string,
    read: (text: string) => Adopted | null,
    runs = 25,
  ) =>
    it(name, () => {
      const most = textsIn(changed);
      let functions = 0;
      fc.assert(
        fc.property(changes, ({ pieces: piece, places: all, way }) => {
          const text = changed(new Set(all.map((one) => one % most)), (one) => way(one, piece));
          const adopted = read(text);
          if (adopted === null) return;
          functions += adopted.stacks.flatMap((one) => one.functions).length;
          for (const code of codeOf(adopted)) expect(code).not.toMatch(evil);
          for (const { functions: own } of adopted.stacks) expect(textsOf(own)).not.toMatch(mark);
        }),
        { numRuns: runs },
      );
      expect(functions).toBeGreaterThan(runs / 10);
    });

  for (const name of ["streams", "role-lists-its-policies", "open-url", "wildcards"]) {
    const json = file(`${name}/state.json`);
    of(
      `of the state ${name}`,
      (at, change) => changedJson(json, at, change),
      (text) => {
        const state = readState(text);
        return "problem" in state ? null : adoptFunctions(state);
      },
    );
  }
  for (const name of ["sam-roles", "sam-beside"]) {
    const yaml = file(`${name}/template.yaml`);
    of(
      `of the template ${name}`,
      (at, change) => changedYaml(yaml, at, change),
      (text) => {
        const given = readGiven(text, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources: null });
        return "problem" in given ? null : adoptFunctions(given.state, undefined, given.known);
      },
    );
  }
  for (const name of ["get-policy", "role-policy"])
    of(
      `of ${name}`,
      (at, change) => changedJson(file(`policies-alone/${name}.json`), at, change),
      (text) => {
        const state = policyState({
          role: "legacy-role",
          resourcePolicy: name === "get-policy" ? text : file("policies-alone/get-policy.json"),
          policies: [{ name: "role-policy.json", text: name === "get-policy" ? file("policies-alone/role-policy.json") : text }],
        });
        return "problem" in state ? null : adoptFunctions(state);
      },
      100,
    );
});

describe("what is spelled", () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...codes, "${aws:username}", "${*}", "a"), fc.string({ maxLength: 3, unit: "binary" })))
    .map((some) => foreign(some.join("")));
  const mixed = fc.array(fc.oneof(text, fc.constantFrom(variable("made"), variable("other")))).map((some) => some.join(""));

  it("is read as the same text and the same expressions", () => {
    fc.assert(
      fc.property(mixed, (one) => {
        const read = readTemplate(String(spelled(one, "function.description")), "argument");
        // A dollar before an expression is an expression to Terraform: a string of one.
        const known = (code: string) => (/^"\$+"$/.test(code) ? literal(code.slice(1, -1)) : expression(code));
        const parts = read.kind === "template" ? read.parts : [literal(read.message)];
        expect(join(...parts.map((part) => (part.kind === "literal" ? part : known(part.code))))).toEqual(referenceFromText(one));
      }),
      { numRuns: 2000 },
    );
  });

  it("is read as the same by IAM, for whom `${$}` is a dollar", () => {
    const asIam = (said: string) => said.replaceAll(/\$(?=\$*(?:\$\{[^}]*\}|<))/g, () => "${$}");
    fc.assert(
      fc.property(mixed, (one) => {
        const read = readTemplate(String(spelled(one, "actions.0.resources")), "policy");
        if (read.kind === "problem") throw new Error(read.message);
        const flat = (parts: readonly { readonly kind: string; readonly text?: string; readonly code?: string }[]) =>
          asIam(parts.map((part) => part.text ?? `<${part.code}>`).join("")).replaceAll("${$}", "$");
        const meant = referenceFromText(one);
        expect(flat(read.parts)).toEqual(
          flat(meant.kind === "join" ? meant.parts : meant.kind === "literal" && meant.text === "" ? [] : [meant]),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
