import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TemplateName } from "../../generator/backends/hcl/precompiled.js";
import { HoleError, renderer } from "../../generator/backends/hcl/render.ts";
import { constructBackend } from "../../generator/cli/generate/construct-backend.ts";
import { compileTemplate } from "../../generator/cli/templates/compile-template.ts";
import { type Compiled, compile, type Emit, hclBackend } from "../../generator/compile.ts";
import type { StackGrants } from "../../generator/grants.ts";
import { type EmittedText, readBlocks } from "../../generator/proof/read/read-output.ts";
import { ReadError } from "../../generator/proof/read/terraform-body.ts";
import { differencesOf } from "../../generator/proof/templates/faithful.ts";
import { type Freedom, freedoms } from "../../generator/proof/templates/freedom.ts";
import { folderWith, run, top } from "../support/program.ts";
import { compiledSpecs } from "../support/specs.ts";
import { jsonEdits } from "./json-edits.ts";
import { into, type TemplateMutation, templateMutations } from "./template-mutations.ts";

/** Templates of one's own change what is listed, and nothing else. */

const specs = {
  "hello.yaml": `function:
  name: hello
  runtime: python3.13
  handler: app.handler
  filename: app.zip
  alias: {name: live, function_version: "1"}
  dead_letter_config: {target_arn: "arn:aws:sqs:eu-west-1:123456789012:dead"}
role:
  permissions_boundary: arn:aws:iam::123456789012:policy/boundary
  services: [edgelambda.amazonaws.com]
push:
  - s3: uploads
  - sns: \${var.topic_arn}
  - sns: \${module.shop.topic_arn}
    label: shop
  - sns: paid
    subscribe: true
  - organization: o-a1b2c3d4e5
  - url: {authorization_type: AWS_IAM}
  - scheduler: nightly
pull:
  - sqs: orders
actions:
  - sid: Read
    allow: s3:GetObject
    resources: arn:aws:s3:::photos/*
    conditions:
      StringEquals: {"aws:PrincipalTag/unit": media}
`,
  "other.yaml": `function: {name: other, runtime: python3.13, handler: app.handler, filename: app.zip}
role: {policy: managed, path: /apps/, permissions_boundary: "\${var.boundary_arn}"}
push:
  - sns: paid
  - url: {authorization_type: NONE}
    why: anybody may ask
`,
} as const;
const settings = 'account: "123456789012"\npartition: aws\nterraform_version: ">= 1.5"\n';

function source(name: string): string {
  return readFileSync(join(top, "templates/hcl", `${name}.tf.hbs`), "utf8");
}

/** The specs with one template of one's own. */
function compiledWith(template: TemplateName, text: string): Compiled {
  const made = compileTemplate(text);
  if ("message" in made) throw new Error(`${made.message}:\n${text}`);
  return compiledBy(hclBackend(renderer({ [template]: made.template })));
}

function compiledBy(emit: Emit): Compiled {
  const input = {
    rootName: "specs",
    specs: Object.entries(specs).map(([path, content]) => ({ path, file: path, text: content })),
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
  };
  return compile(input, emit);
}

/** What the proof refuses; a mistake of a spec would be a mistake of the test. */
function unproven({ diagnostics, files }: Compiled): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.filter(({ code }) => code !== "unproven")).toEqual([]);
  expect(files.length === 0).toBe(errors.length > 0);
  return errors.map(({ message }) => message);
}

function refusals(template: TemplateName, text: string): readonly string[] {
  return unproven(compiledWith(template, text));
}

describe("templates of one's own", () => {
  it("as they are shipped are proven", () => {
    expect(refusals("role", source("role"))).toEqual([]);
  });

  it("are mutated in more than a hundred ways, each under a name of its own", () => {
    expect(templateMutations.length).toBeGreaterThan(200);
    expect(new Set(templateMutations.map(({ name }) => name)).size).toBe(templateMutations.length);
  });

  it.each(templateMutations)("$name is refused", ({ template, edit, says }: TemplateMutation) => {
    const text = edit(source(template));
    expect(text).not.toBe(source(template));
    const said = refusals(template, text).join("\n");
    expect(said.includes(says) || said).toBe(true);
  });

  it("give no policy of a role the name of another, which would be written over", () => {
    const spec = `function: {name: f, runtime: python3.13, handler: h.h, filename: f.zip, dead_letter_config: {target_arn: "arn:aws:sqs:eu-west-1:123456789012:dead"}}
actions:
  - {allow: s3:GetObject, resources: "\${local.bucket_arn}/*"}
  - {deny: s3:DeleteObject, resources: "arn:aws:s3:::photos/*"}
`;
    const named = (name: string) => {
      const made = compileTemplate(source("role_policy").replace("name = {{name}}", `name = ${name}`));
      if ("message" in made) throw new Error(made.message);
      const specs = [{ path: "f.yaml", file: "f.yaml", text: spec }];
      const stack = [{ path: "stack.yaml", file: "stack.yaml", text: settings }];
      const input = { rootName: "specs", specs, settings: stack };
      return unproven(compile(input, hclBackend(renderer({ role_policy: made.template }))));
    };
    expect(named('"{{name}}-of-media"')).toEqual([]);
    expect(named('"{{name}}{{#if checks}}-create{{/if}}"').join()).toMatch(/has the name of aws_iam_role_policy\.f/);
  });

  it("give no role a tag by which its own policy decides", () => {
    const compiled = (actions: string, tags: string) => {
      const made = compileTemplate(into('resource "aws_iam_role"', "tags = {", tags, "}")(source("role")));
      if ("message" in made) throw new Error(made.message);
      const text = `function: {name: f, runtime: python3.13, handler: h.h, filename: f.zip}\nactions:\n${actions}`;
      const specs = [{ path: "f.yaml", file: "f.yaml", text }];
      const stack = [{ path: "stack.yaml", file: "stack.yaml", text: settings }];
      return unproven(
        compile({ rootName: "specs", specs, settings: stack }, hclBackend(renderer({ role: made.template }))),
      ).join();
    };
    const byCondition = `  - {allow: s3:PutObject, resources: "arn:aws:s3:::b/*", conditions: {StringEquals: {"aws:PrincipalTag/Admin": "true"}}}\n`;
    const byName = '  - {allow: s3:GetObject, resources: "arn:aws:s3:::b/${aws:PrincipalTag/team}/*"}\n';
    expect(compiled(byCondition, 'owner = "media"')).toBe("");
    expect(compiled(byCondition, 'admin = "true"')).toMatch(/compares the tag admin/);
    expect(compiled(byName, 'team = "finance"')).toMatch(/compares the tag team/);
  });

  it("take no mistake of the compiler for their own", () => {
    const made = compileTemplate('resource "aws_iam_role" {{label}} {\n  name = {{name}}\n}');
    if ("message" in made) throw new Error(made.message);
    const render = renderer({ role: made.template });
    const name = { kind: "literal", text: "worker" };
    expect(() => render("role", { label: { kind: "label", text: "no name" }, name })).toThrow('"no name" is no Terraform name');
    expect(() => render("role", { label: name, name: { ...name, text: null } })).toThrow(TypeError);
    const holes = [null, undefined, {}, [{}], [null], { kind: "role" }, { kind: "lines", values: [{}] }];
    for (const hole of holes) expect(() => render("role", { label: name, name: hole })).toThrow(HoleError);
  });

  it("write nothing where they are refused", () => {
    const mutation = templateMutations.find(({ name }) => name === "permission: no source ARN");
    const folder = folderWith({
      ...Object.fromEntries(Object.entries(specs).map(([path, text]) => [`specs/${path}`, text])),
      "specs/stack.yaml": settings,
      "templates/permission.tf.hbs": mutation?.edit(source("permission")) ?? "",
    });
    const { status, stderr } = run(folder, "generate", "--templates", "templates");
    expect(status).toBe(1);
    expect(stderr).toContain("error[unproven] hello is not proven: ");
    expect(stderr).toContain("nothing was written");
    expect(() => readFileSync(join(folder, "out/hello.tf"))).toThrow();
    writeFileSync(join(folder, "templates/permission.tf.hbs"), source("permission"));
    expect(run(folder, "generate", "--templates", "templates").status).toBe(0);
  });
});

/** Which template says a freedom's argument. */
const templateOf: Readonly<Record<string, TemplateName>> = {
  aws_iam_role: "role",
  aws_iam_policy: "managed_policy",
  aws_iam_role_policy: "role_policy",
  aws_lambda_function: "function",
  aws_lambda_alias: "alias",
  aws_cloudwatch_log_group: "log_group",
  aws_lambda_event_source_mapping: "event_source_mapping",
  aws_lambda_permission: "permission",
  aws_iam_policy_document: "policy_document",
  output: "output",
  variable: "stack",
};

/** What every resource may say is tried on each that has a template of its own. */
const allResources = Object.keys(templateOf).filter(
  (type) => templateOf[type] !== "stack" && /^aws_(?!iam_policy_document)/.test(type),
);

/** A template with what a freedom shows. */
function using({ argument, example }: Freedom, type: string, text: string): string {
  const name = argument.replace(/^lifecycle\./, "");
  const start =
    type === "output" || type === "variable" ? type : `${type === "aws_iam_policy_document" ? "data" : "resource"} "${type}"`;
  // What is there where something is said stands there without it, too.
  const checked = / *\{\{#if (?:checks|lifecycle)\}\}\n\n( {2}lifecycle \{[\s\S]*?\n {2}\}\n) *\{\{\/if\}\}\n/;
  if (name !== argument && checked.test(text))
    return text.replace(checked, (_, block: string) => block.replace("lifecycle {", `lifecycle {\n${example}`));
  if (name !== argument && text.includes("  lifecycle {")) return text.replace("  lifecycle {", `  lifecycle {\n${example}`);
  if (name !== argument) return into(start, "lifecycle {", example, "}")(text);
  const here = new RegExp(`^(${start}[\\s\\S]*?)^ *${argument} = .*$`, "m");
  if (argument === "depends_on" && text.includes("{{dependsOn}}"))
    return text
      .replace(/ *\{\{#if dependsOn\}\}[\s\S]*?\{\{\/if\}\}\n/, "")
      .replace("{{arguments}}", `{{arguments}}\n${example}`);
  // What a stack may say stands in a condition.
  const perhaps = new RegExp(` *\\{\\{#if ${argument}\\}\\}\\n *${argument} = .*\\n *\\{\\{/if\\}\\}\\n`);
  if (type === "variable" && perhaps.test(text)) return text.replace(perhaps, () => `${example}\n`);
  return here.test(text) ? text.replace(here, (_, before: string) => before + example) : into(start, example)(text);
}

/** Whether the output says something else than was asked, or cannot be read. */
function isOther(files: readonly EmittedText[], grants: StackGrants): boolean {
  try {
    return differencesOf(readBlocks(files), grants).length > 0;
  } catch (thrown) {
    if (thrown instanceof ReadError) return true;
    throw thrown;
  }
}

describe("what is emitted", () => {
  it("says nothing that could be left out, in no line", () => {
    const { stacks, files } = compiledSpecs();
    let tried = 0;
    for (const file of files) {
      // A README is for people: Terraform does not read it.
      if (!file.path.endsWith(".tf")) continue;
      const folder = file.path.replace(/\/?[^/]*$/, "");
      const stack = stacks.find(({ directory }) => directory === folder);
      if (stack === undefined) throw new Error(`no stack is in ${folder}`);
      const isShared = file.source === stack.source;
      // What the stack declares follows from all its functions: it is read beside their files.
      const near = isShared ? files.filter((one) => one !== file && one.path.replace(/\/?[^/]*$/, "") === folder) : [];
      const grants = isShared
        ? stack
        : {
            ...stack,
            emitVersions: false,
            readings: [],
            variables: [],
            connected: [],
            functions: stack.functions.filter((of) => of.spec === file.source),
          };
      expect(isOther([file, ...near], grants), file.path).toBe(false);
      const lines = file.text.split("\n");
      let [output, waits] = [false, false];
      for (const [index, line] of lines.entries()) {
        output = /^output /.test(line) || (output && line !== "}");
        waits = /^\s*depends_on\s+= \[$/.test(line) || (waits && line.trim() !== "]");
        // What an output says may be less; comments and layout are free.
        if (output || /^\s*(#|$)/.test(line)) continue;
        tried++;
        const text = lines.filter((_, other) => other !== index).join("\n");
        expect(isOther([{ ...file, text }, ...near], grants) || `${file.path}:${index + 1} can be left out: ${line}`).toBe(true);
        // More may be waited for.
        if (waits && !line.endsWith("[")) continue;
        const twice = [...lines.slice(0, index), line, ...lines.slice(index)].join("\n");
        expect(isOther([{ ...file, text: twice }, ...near], grants) || `${file.path}:${index + 1} can stand twice: ${line}`).toBe(
          true,
        );
      }
    }
    console.log(`lines: ${tried} left out, and repeated; all refused`);
    expect(tried).toBeGreaterThan(2_000);
  });
});

describe("what the README lists", () => {
  const all = freedoms.flatMap((freedom) =>
    (freedom.of === "every resource" ? allResources : freedom.of).map((type) => ({ type, argument: freedom.argument, freedom })),
  );
  // What a resource waits for cannot be left out, and a template cannot add to a list.
  const waiting = all.filter(
    ({ type, argument }) => argument === "depends_on" && source(templateOf[type] ?? "").includes("{{dependsOn}}"),
  );

  it.each(all.filter((one) => !waiting.includes(one)))("$argument of $type passes", ({ type, freedom }) => {
    const template = templateOf[type] as TemplateName;
    const text = using(freedom, type, source(template));
    expect(text).not.toBe(source(template));
    const compiled = compiledWith(template, text);
    expect(unproven(compiled)).toEqual([]);
    const plain = compiledWith(template, source(template));
    expect(compiled.files.map((file) => file.text)).not.toEqual(plain.files.map((file) => file.text));
  });

  it.each([
    ["comments", "role", (text: string) => `# The role of one function.\n// It is theirs alone.\n${text}`],
    ["layout", "permission", (text: string) => text.replace(/ = /g, "   =  ").replace(/\n/g, "\n\n")],
    [
      "the order of arguments",
      "role_policy",
      (text: string) =>
        text
          .split("\n")
          .toSorted((a, b) => Number(a.includes("name =")) - Number(b.includes("name =")) || 0)
          .join("\n")
          .replace("}\n\n  name = {{name}}", "  name = {{name}}\n}"),
    ],
    [
      "the order of blocks",
      "managed_policy",
      (text: string) =>
        text
          .split(/\n\n(?=resource)/)
          .reverse()
          .join("\n\n"),
    ],
    ["no outputs", "output", () => "# The outputs stand elsewhere.\n"],
  ] as const)("%s pass", (_, template, edit) => {
    const text = edit(source(template));
    expect(text).not.toBe(source(template));
    expect(refusals(template, text)).toEqual([]);
  });
});

describe("constructs with one thing changed", () => {
  const backend = constructBackend("cdktf");
  const compiled = typeof backend === "function" ? compiledBy(backend) : null;
  if (typeof backend !== "function") console.log(`changed constructs skipped: ${backend.missing}`);
  const refused = (text: string) =>
    compiled === null ? [] : unproven(compiledBy(() => compiled.files.map((file) => ({ ...file, text }))));

  it.skipIf(compiled === null)("are proven before", () => {
    expect(compiled?.files.length).toBe(1);
    expect(refused(compiled?.files[0]?.text ?? "")).toEqual([]);
  });

  it.skipIf(compiled === null).each(jsonEdits)("$name is refused", ({ edit, says }) => {
    const text = compiled?.files[0]?.text ?? "";
    const changed = edit(text);
    expect(changed).not.toBe(text);
    const said = refused(changed).join("\n");
    expect(said.includes(says) || said).toBe(true);
  });
});
