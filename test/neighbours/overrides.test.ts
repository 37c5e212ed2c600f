import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { git, repositoryWith, write } from "../review/repository.ts";
import { folderWith, run } from "../support/program.ts";

/** Files that Terraform lays over others: what they say stands in the place of what was proven. */

const specs = {
  "specs/shop/orders.yaml": "function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n",
  "specs/shop/stack.yaml": "region: eu-west-1\n",
};
const policy = (label: string) => `resource "aws_iam_role_policy" ${label} {\n  policy = "{}"\n}\n`;

function told(beside: Readonly<Record<string, string>>): readonly string[] {
  const folder = folderWith({ ...specs, ...beside });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; severity: string; code: string; message: string }[];
  };
  return diagnostics.map(({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}`);
}

describe("a file that Terraform lays over others", () => {
  it("is refused where it overrides what the output declares", () => {
    const over = (address: string) =>
      expect.stringMatching(new RegExp(`^[^ ]+ error declared-twice this overrides ${address} of`));
    for (const name of ["zz_override.tf", "override.tf", "zz_override.tofu"])
      for (const label of ['"orders"', "orders", '"order\\u0073"', '"\\U0000006frders"', '"\\U0000006Frder\\u0073"'])
        expect(told({ [`out/shop/${name}`]: `\n${policy(label)}` })).toEqual([over("aws_iam_role_policy.orders")]);
    const json = JSON.stringify({ resource: { aws_iam_role: { orders: { assume_role_policy: "{}" } } } });
    expect(told({ "out/shop/a_override.tf.json": json })).toEqual([over("aws_iam_role.orders")]);
    const versions = 'terraform {\n  required_providers {\n    aws = { source = "other/aws" }\n  }\n}\n';
    expect(told({ "out/shop/override.tf": versions })).toEqual([over("terraform.required_providers")]);
    expect(told({ "out/shop/override.tf": 'terraform {\n  backend "local" {}\n}\n', "out/shop/other_overrides.tf": "" })).toEqual(
      [],
    );
  });

  it("is read to where Terraform ends a text, whatever white space stands around the word", () => {
    const hidden = (end: string) => `locals {\n  a = <<EOT\n${end}\n}\n${policy('"orders"')}locals {\n  b = <<EOT\nEOT\n}\n`;
    for (const blank of [
      " ",
      "\t",
      "\v",
      "\f",
      "\r",
      "\u0085",
      "\u00a0",
      "\u1680",
      "\u2003",
      "\u2028",
      "\u202f",
      "\u205f",
      "\u3000",
    ])
      for (const end of [`EOT${blank}`, `${blank}EOT`])
        expect(told({ "out/shop/zz_override.tf": hidden(end) }), JSON.stringify(end)).toEqual([
          expect.stringContaining("this overrides aws_iam_role_policy.orders"),
        ]);
    // No white space to Terraform, and so text up to the next end.
    for (const end of ["EOT\ufeff", "EOT\u200b", "${1}EOT"])
      expect(told({ "out/shop/zz_override.tf": hidden(end) }), JSON.stringify(end)).toEqual([]);
  });

  it("is divided into code and text as Terraform does it", () => {
    const between = (first: string, last: string) =>
      `locals {\n  a = ${first}\n}\n${policy('"orders"')}locals {\n  b = ${last}\n}\n`;
    const heredoc = (line: string) => [`<<EOT\n${line}\nEOT`, "<<EOT\nEOT"] as const;
    for (const [first, last] of [
      // A sign before `$${` is a text, and so is what follows: a grammar may find an expression, up to the next brace.
      heredoc("x$$${"),
      heredoc("x%%%{ if"),
      heredoc(" EOT$${"),
      heredoc("EOT%%{"),
      ['"$$${"', '"}"'],
      ['"%%%{ if true"', '"}"'],
      ["<<É\nÉ", "<<É\nÉ"],
      [`<<${"E".repeat(200)}\n${"E".repeat(200)}`, `<<${"E".repeat(200)}\n${"E".repeat(200)}`],
      ['"\\\\"', '"\\\\"'],
      ['1 /* " */', '1 # "'],
    ] as const)
      expect(told({ "out/shop/zz_override.tf": between(first, last) }), first).toEqual([
        expect.stringContaining("this overrides aws_iam_role_policy.orders"),
      ]);
    const deep = (inner: string) => `locals {\n  a = ${'"${'.repeat(40)}${inner}${'}"'.repeat(40)}\n}\n`;
    expect(told({ "out/shop/zz_override.tf": deep("1") })).toEqual([expect.stringContaining("cannot be read whole")]);
    // What nobody has to escape stays text.
    const script = `locals {\n  a = <<-EOT\n    echo "$$\${HOME} $$ %%{x} ${policy('"orders"')}"\n    EOT\n  b = "$$\${x}"\n}\n`;
    expect(told({ "out/shop/zz_override.tf": script })).toEqual([]);
  });

  it("by each command that could let it through", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    write(folder, { "out/shop/zz_override.tf": policy('"orders"') });
    for (const command of [
      ["check"],
      ["generate", "--check"],
      ["generate"],
      ["report"],
      ["prove"],
      ["prove", "specs/shop/orders.yaml"],
    ]) {
      const { status, stderr } = run(folder, ...command);
      expect({ command, status }).toEqual({ command, status: 1 });
      expect(stderr).toContain("out/shop/zz_override.tf:1:1 error[declared-twice]");
    }
  });

  it("behind a link in the place of a folder of the output, or in the folder of a target, where it is refused or read", () => {
    const targets = "region: eu-west-1\ntargets: {prod: {}}\n";
    for (const [stack, link, real] of [
      ["region: eu-west-1\n", "shop", ".h"],
      ["region: eu-west-1\n", "shop", "real"],
      [targets, "prod", ".h"],
      [targets, "prod/shop", "prod/real"],
    ] as const) {
      const folder = folderWith({ ...specs, "specs/shop/stack.yaml": stack });
      expect(run(folder, "generate").status).toBe(0);
      renameSync(join(folder, "out", link), join(folder, "out", real));
      symlinkSync(real.split("/").at(-1) ?? "", join(folder, "out", link));
      for (const command of [["check"], ["generate", "--check"], ["generate"], ["report"], ["prove"]]) {
        const { status, stderr } = run(folder, ...command);
        expect({ link, command, status, stderr }).toMatchObject({
          status: 1,
          stderr: expect.stringContaining(`out/${link} error[foreign-file] this is a link where the output has a folder`),
        });
      }
    }
    const folder = folderWith({ ...specs, "elsewhere/keep.txt": "" });
    symlinkSync("shop", join(folder, "specs/linked"));
    expect(run(folder, "generate").status).toBe(0);
    mkdirSync(join(folder, "out/more"));
    symlinkSync("../elsewhere", join(folder, "out/more/link"));
    symlinkSync("nowhere", join(folder, "out/orphan"));
    for (const command of [["check"], ["generate", "--check"], ["prove"]])
      expect(run(folder, ...command), command.join(" ")).toMatchObject({ status: 0 });
    const hidden = folderWith({ ...specs, "specs/shop/stack.yaml": "region: eu-west-1\ntargets: {node_modules: {}}\n" });
    expect(run(hidden, "check")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("specs/shop/stack.yaml:2:11 error[invalid-name] no target is called node_modules"),
    });
  });

  it("is none of the output's, whatever its first line says, and no other file is that only says so", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    for (const from of ["", " from specs/shop/orders.yaml; do not edit.", " from other/shop/orders.yaml; do not edit."]) {
      const text = `# Generated by lambdagrant${from}\n${policy('"orders"')}`;
      write(folder, { "out/shop/zz_override.tf": text });
      expect(run(folder, "check").stderr).toContain("this overrides aws_iam_role_policy.orders");
      rmSync(join(folder, "out/shop/zz_override.tf"));
    }
    write(folder, { "out/shop/more.tf": "# Generated by lambdagrant\n" });
    expect(run(folder, "generate").stderr).toContain("error[foreign-file] this file says that lambdagrant made it, and not of");
  });

  it("is the output of another root by its first line alone, which anybody can write", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    const open =
      'resource "aws_lambda_permission" "open" {\n  action = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.orders.function_name\n  principal = "*"\n}\n';
    for (const from of ["other/x/a.yaml", "x", "../specs", "specs2/a.yaml"]) {
      for (const mark of ["", "for the target dev "]) {
        write(folder, { "out/shop/open.tf": `# Generated by lambdagrant ${mark}from ${from}; do not edit.\n${open}` });
        for (const command of [["check"], ["generate", "--check"], ["generate"]])
          expect(run(folder, ...command).stderr, `${mark}${from} ${command}`).toContain(
            "out/shop/open.tf:2:1 warning[declared-twice]",
          );
      }
    }
    rmSync(join(folder, "out/shop/open.tf"));
    const body = {
      action: "lambda:InvokeFunction",
      function_name: "${aws_lambda_function.orders.function_name}",
      principal: "*",
    };
    const json = {
      "//": "Generated by lambdagrant from other; do not edit.",
      resource: { aws_lambda_permission: { open: body } },
    };
    for (const name of ["open", "cdk"]) {
      write(folder, { [`out/shop/${name}.tf.json`]: JSON.stringify(json) });
      expect(run(folder, "generate", "--check").stderr).toContain(`out/shop/${name}.tf.json`);
      rmSync(join(folder, `out/shop/${name}.tf.json`));
    }
  });

  it("nor is a file that no run of this root would have made there, whatever stands before or in its first line", () => {
    const folder = folderWith({
      ...specs,
      "specs/mail/stack.yaml": "region: eu-west-1\ntargets: {dev: {name_suffix: -dev}, prod: {name_suffix: -prod}}\n",
      "specs/mail/mail.yaml": specs["specs/shop/orders.yaml"].replace("orders", "mail"),
    });
    expect(run(folder, "generate")).toMatchObject({ status: 0 });
    const exclusive = (role: string) =>
      `resource "aws_iam_role_policies_exclusive" "x" {\n  role_name = aws_iam_role.${role}.name\n  policy_names = []\n}\n`;
    const made = (of: string) => `# Generated by lambdagrant ${of}; do not edit.\n`;
    for (const [place, role, header] of [
      ["shop", "orders", made("from specs")],
      ["shop", "orders", made("from specs/gone.yaml")],
      ["shop", "orders", made("for the target dev from specs/shop/gone.yaml")],
      ["shop", "orders", `\ufeff${made("from specs/shop")}`],
      ["shop", "orders", made("from specs/shop").replace("\n", " \n")],
      ["dev/mail", "mail", made("for the target prod from specs/mail/gone.yaml")],
      ["dev/mail", "mail", made("from specs/mail/gone.yaml")],
    ] as const) {
      const json = {
        "//": header.replace("# ", "").trimEnd(),
        resource: { aws_iam_role_policies_exclusive: { x: { role_name: `\${aws_iam_role.${role}.name}` } } },
      };
      for (const [name, text] of [
        ["evil.tf", header + exclusive(role)],
        ["evil.tf.json", JSON.stringify(json)],
      ] as const) {
        // In JSON, what stands before or behind the sentence is not there.
        if (name.endsWith("json") && header.includes("shop; ")) continue;
        write(folder, { [`out/${place}/${name}`]: text });
        for (const command of [["check"], ["generate", "--check"], ["generate"], ["prove"]])
          expect({ header, command, ...run(folder, ...command) }).toMatchObject({
            status: 1,
            stderr: expect.stringMatching(new RegExp(`out/${place}/${name}:\\d+:\\d+ error\\[declared-twice\\]`)),
          });
        rmSync(join(folder, `out/${place}/${name}`));
      }
    }
    write(folder, { "out/shop/more.tf": made("from specs") });
    expect(run(folder, "generate").stderr).toContain("that lambdagrant made it, and of specs, whose output does not lie here");
  });

  it("nor is a file of this root where no run would remove it", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    const open =
      '# Generated by lambdagrant from specs/shop/orders.yaml; do not edit.\nresource "aws_lambda_permission" "open" {\n  function_name = aws_lambda_function.orders.function_name\n  principal = "*"\n}\n';
    write(folder, { "out/shop/open.tofu": open });
    expect(run(folder, "generate", "--check").stderr).toContain("out/shop/open.tofu:2:1 warning[declared-twice]");
    rmSync(join(folder, "out/shop/open.tofu"));
    write(folder, { "out/.more/open.tf": open });
    symlinkSync("../.more/open.tf", join(folder, "out/shop/open.tf"));
    expect(run(folder, "generate", "--check").stderr).toContain("out/shop/open.tf:2:1 warning[declared-twice]");
    rmSync(join(folder, "out/shop/open.tf"));
    write(folder, { "out/shop/open.tf": open });
    expect(run(folder, "generate", "--check", "specs/shop/orders.yaml").stderr).toContain(
      "out/shop/open.tf:2:1 warning[declared-twice]",
    );
    expect(run(folder, "generate").stderr).toBe("");
    expect(existsSync(join(folder, "out/shop/open.tf"))).toBe(false);
  });

  it("is not what another root left in the places of the output, nor what is pruned", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    renameSync(join(folder, "specs"), join(folder, "lambdas"));
    expect(run(folder, "check", "lambdas").status).toBe(0);
    const { stderr } = run(folder, "generate", "lambdas");
    expect(stderr).toContain("--prune");
    expect(stderr).not.toContain("declared-twice");
    renameSync(join(folder, "lambdas/shop/orders.yaml"), join(folder, "lambdas/shop/order.yaml"));
    expect(run(folder, "generate", "lambdas", "--prune").status).toBe(0);
    expect(run(folder, "generate", "lambdas", "--check").stderr).toBe("");
  });

  it("is refused where nobody can tell what it overrides", () => {
    const whole = "error declared-twice this file, which Terraform lays over the output, cannot be read whole";
    expect(told({ "out/shop/override.tf": "resource {{\n" })[0]).toContain(whole);
    const folder = folderWith({ ...specs, "elsewhere.tf": policy('"orders"'), "out/shop/main.tf": "" });
    symlinkSync("../../elsewhere.tf", join(folder, "out/shop/override.tf"));
    expect(run(folder, "check").stderr).toContain("cannot be read whole");
  });

  it("is refused where OpenTofu alone reads it, in the place of a file of the output", () => {
    const says = expect.stringContaining("error declared-twice OpenTofu reads this file in the place of that of the output");
    for (const name of ["orders.tofu", "stack.tofu", "cdk.tofu.json"])
      expect(told({ [`out/shop/${name}`]: name.endsWith(".json") ? "{}" : "# nothing\n" }), name).toEqual([says]);
    expect(told({ "out/shop/more.tofu": "# nothing\n", "out/shop/more.tf": "", "out/other/orders.tofu": "" })).toEqual([]);
    const folder = folderWith({ ...specs, "specs/shop/stack.yaml": "region: eu-west-1\ntargets: {prod: {}}\n" });
    expect(run(folder, "generate").status).toBe(0);
    write(folder, { "out/prod/shop/orders.tofu": "" });
    for (const command of [["check"], ["generate", "--check"], ["prove"]])
      expect(run(folder, ...command).stderr, command.join(" ")).toContain("out/prod/shop/orders.tofu:1:1 error[declared-twice]");
  });

  it("changes what is written by hand in another file, and declares nothing itself", () => {
    const more = 'resource "aws_iam_role_policy" "more" {\n  name = "more"\n  role = "other"\n}\n';
    expect(told({ "out/shop/main.tf": more })).toEqual([]);
    const over = 'resource "aws_iam_role_policy" "more" {\n  role = aws_iam_role.orders.name\n}\n';
    expect(told({ "out/shop/main.tf": more, "out/shop/b_override.tf": over })).toEqual([
      expect.stringContaining("out/shop/main.tf:1 warning declared-twice more is allowed to the role"),
    ]);
    const later = over.replace("aws_iam_role.orders.name", '"other"');
    expect(told({ "out/shop/main.tf": more, "out/shop/b_override.tf": over, "out/shop/c_override.tf": later })).toEqual([]);
  });

  it("makes its stack a changed one", () => {
    const folder = repositoryWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "-m", "output");
    writeFileSync(join(folder, "out/shop/zz_override.tf"), policy('"orders"'));
    expect(run(folder, "stacks", "--changed-since", "HEAD", "--quiet").stdout).toMatch(/^changed shop /);
  });
});
