import { describe, expect, it } from "vitest";
import { policyState } from "../../generator/adopt/policy-state.ts";

/** What `aws lambda get-policy` prints → permissions, or why it is none that AWS makes of one. */

const statement = {
  Sid: "one",
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "lambda:InvokeFunction",
  Resource: "arn:aws:lambda:eu-west-1:123456789012:function:foo",
};
const source = "arn:aws:sns:eu-west-1:123456789012:news";

function read(...statements: readonly object[]): ReturnType<typeof policyState> {
  return policyState({ resourcePolicy: JSON.stringify({ Policy: JSON.stringify({ Statement: statements }) }), policies: [] });
}

describe("a printed statement", () => {
  it("is a permission with its guards", () => {
    const condition = { ArnLike: { "AWS:SourceArn": source }, StringEquals: { "AWS:SourceAccount": ["123456789012"] } };
    expect(read({ ...statement, Condition: condition })).toMatchObject([
      { type: "aws_lambda_function" },
      { values: { principal: "sns.amazonaws.com", source_arn: source, source_account: "123456789012" } },
    ]);
  });

  it.each([
    ["allows two actions", { Action: ["lambda:InvokeFunction", "lambda:GetFunction"] }, "it is more than one permission"],
    ["allows none", { Action: [] }, "it is more than one permission"],
    ["lets two kinds in", { Principal: { Service: "sns.amazonaws.com", AWS: "111122223333" } }, "it is more than one permission"],
    ["lets in whom no permission names", { Principal: { Federated: "accounts.google.com" } }, "it is more than one permission"],
    [
      "has a guard of two values",
      { Condition: { StringEquals: { "AWS:SourceAccount": ["123456789012", "210987654321"] } } },
      "a permission has no guard for StringEquals AWS:SourceAccount",
    ],
    [
      "compares by another operator",
      { Condition: { StringNotEquals: { "AWS:SourceAccount": "123456789012" } } },
      "a permission has no guard for StringNotEquals AWS:SourceAccount",
    ],
  ])("that %s is none", (_, says, problem) => {
    expect(read({ ...statement, ...says })).toEqual({ problem: `--resource-policy, one: ${problem}` });
  });

  it("is of one function with all others", () => {
    const other = { ...statement, Sid: "two", Resource: `${statement.Resource}s` };
    expect(read(statement, other)).toEqual({ problem: "--resource-policy is not the policy of one function" });
    const alias = { ...statement, Sid: "two", Resource: `${statement.Resource}:live` };
    expect(read(statement, alias)).toHaveLength(3);
  });
});
