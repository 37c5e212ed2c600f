import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";

/** What the statements of one old policy become, each of them alone. */

const table = "arn:aws:dynamodb:us-east-1:123456789012:table/t";

function adopted(...statements: readonly object[]): { readonly spec: string; readonly report: string } {
  const state = policyState({
    function: "foo",
    region: "us-east-1",
    account: "123456789012",
    role: "legacy-role",
    resourcePolicy: null,
    policies: [{ name: "p.json", text: JSON.stringify({ Version: "2012-10-17", Statement: statements }) }],
  });
  if ("problem" in state) throw new Error(state.problem);
  const all = adoptFunctions(state);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

describe("a Deny", () => {
  it.each([
    ["dynamodb:*", table, "dynamodb:DeleteTable"],
    ["sqs:*", "*", "sqs:DeleteQueue"],
    ["s3:Delete*", "arn:aws:s3:::b/*", "s3:DeleteObject"],
    ["s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], "s3:GetObject"],
  ])("of %s stays one, action by action", (action, resource, one) => {
    const { spec, report } = adopted({ Effect: "Deny", Action: action, Resource: resource });
    expect(spec).toContain("- deny:\n");
    expect(spec).toContain(`- ${one}\n`);
    expect(spec).not.toContain("allow:");
    expect(report).toContain("the spec says: each of them, and none that AWS adds later");
    expect(report).not.toContain("too wide");
  });

  it.each([
    ["every action", { Action: "*", Resource: "*" }, "* is every action there is"],
    ["all but some", { NotAction: "s3:GetObject", Resource: "*" }, "denies all but a list"],
    ["an action that is not listed", { Action: "s3:GetObjcet", Resource: "*" }, "AWS lists no action s3:GetObjcet"],
    ["an action that a variable tells", { Action: "${var.it}", Resource: "*" }, "only Terraform knows which action"],
    ["what is no ARN", { Action: "s3:GetObject", Resource: "arn:aws:s3" }, "an ARN has six parts"],
    ["nothing", { Action: "s3:GetObject" }, "it has no Resource"],
    [
      "what carries no such key",
      { Action: "s3:DeleteObject", Resource: "arn:aws:s3:::b/*", Condition: { StringNotEquals: { "s3:prefix": "x" } } },
      'knows no condition key "s3:prefix"',
    ],
  ])("of %s is told to widen, in the report and the spec", (_, statement, why) => {
    const { spec, report } = adopted({ Effect: "Deny", ...statement });
    for (const text of [spec, report]) {
      expect(text).toContain(why);
      expect(text).toContain("it is a Deny, and without it the role may do what it denied");
    }
    expect(report).not.toContain("too wide");
    expect(spec).not.toMatch(/^actions:/m);
  });

  it("is none where nobody can tell the effect", () => {
    const { spec, report } = adopted({ Effect: "${var.effect}", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" });
    expect(spec).not.toMatch(/^actions:/m);
    expect(report).toContain("nobody can tell whether it allows or denies");
  });
});
