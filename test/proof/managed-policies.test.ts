import { describe, expect, it } from "vitest";
import { compile, hclBackend } from "../../generator/compile.ts";

/** Policies that others write: the output attaches those that are asked for, and no more. */

const text = `function: {name: hello, runtime: python3.13, handler: app.handler, filename: app.zip}
role:
  managed_policies:
    - arn: arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess
      why: reads the parameters of all teams
    - arn: \${var.baseline_arn}
      why: the security team's
`;

/** What is not proven of the output, once it is edited. */
function unproven(edit: (hcl: string) => string): readonly string[] {
  const emit = hclBackend();
  const { diagnostics } = compile(
    {
      rootName: "specs",
      specs: [{ path: "a.yaml", file: "a.yaml", text }],
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: 'region: eu-west-1\naccount: "123456789012"\n' }],
    },
    (stacks) => emit(stacks).map((file) => ({ ...file, text: edit(file.text) })),
  );
  return diagnostics.flatMap(({ code, message }) => (code === "unproven" ? [message] : []));
}

const another =
  (policy: string, role = "aws_iam_role.hello.name") =>
  (hcl: string) =>
    hcl.includes("aws_iam_role_policy_attachment")
      ? `${hcl}\nresource "aws_iam_role_policy_attachment" "more" {\n  role       = ${role}\n  policy_arn = ${policy}\n}\n`
      : hcl;
const ssm = '"arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"';

describe("policies of others", () => {
  it("hold as they are asked for", () => {
    expect(unproven((hcl) => hcl)).toEqual([]);
  });

  it.each([
    [
      "another one",
      another('"arn:aws:iam::aws:policy/AdministratorAccess"'),
      "attaches arn:aws:iam::aws:policy/AdministratorAccess to role hello",
    ],
    ["one of them again", another(ssm), "which nobody asked for"],
    ["one on a role of nobody's", another(ssm, '"admin"'), "to name admin, which nobody asked for"],
    [
      "one in the place of another",
      (hcl: string) => hcl.replace(ssm, '"arn:aws:iam::aws:policy/AmazonSSMFullAccess"'),
      "does not have the managed policy arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
    ],
    [
      "none",
      (hcl: string) => hcl.replace(/# role.managed_policies Amazon[\s\S]*?\n\}\n/, ""),
      "does not have the managed policy",
    ],
    ["unchecked", (hcl: string) => hcl.replace(/\n *precondition \{[\s\S]*?\n {4}\}/, ""), "nothing checks var.baseline_arn"],
    ["checked for anything", (hcl: string) => hcl.replace(/regex\("[^"]*"/, 'regex(".*"'), "nothing checks var.baseline_arn"],
  ] as const)("%s is refused", (_, edit, why) => {
    expect(unproven(edit).join("\n")).toContain(why);
  });
});
