import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";

/** Some call the function, and others its alias: the spec makes no alias, and what it says of one needs the old one. */

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:one";
const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values,
  sensitive: {},
});
const permission = (name: string, qualifier: string) =>
  resource(`aws_lambda_permission.${name}`, {
    action: "lambda:InvokeFunction",
    function_name: "one",
    principal: "sns.amazonaws.com",
    source_arn: `arn:aws:sns:eu-west-1:123456789012:${name}`,
    statement_id: name,
    qualifier,
  });
const base = [
  resource("aws_lambda_function.one", {
    arn,
    function_name: "one",
    runtime: "python3.13",
    handler: "a.b",
    filename: "f.zip",
    role: "arn:aws:iam::123456789012:role/one",
  }),
  resource("aws_iam_role.one", { arn: "arn:aws:iam::123456789012:role/one", name: "one" }),
  resource("aws_lambda_alias.live", { name: "live", function_name: "one" }),
  permission("plain", ""),
];

function adopted(...more: readonly StateResource[]) {
  const all = adoptFunctions([...base, ...more]);
  const functions = all.stacks.flatMap((stack) => stack.functions);
  return { spec: functions[0]?.spec ?? "", report: printAdopted(all), blocks: adoptBlocks(functions, "same-state") };
}

describe("an alias that not all callers call", () => {
  it("keeps its old configuration where an entry names it", () => {
    const { spec, report, blocks } = adopted(permission("aliased", "live"));
    expect(spec).toContain("qualifier: live");
    expect(report).toContain("it stays with its old configuration, since entries say `qualifier: live`");
    expect(blocks).toContain("# keeps its old configuration, since entries of the spec name it: aws_lambda_alias.live");
    expect(blocks).not.toContain("goes: aws_lambda_alias.live");
  });

  it("goes where no entry names it", () => {
    const { spec, blocks } = adopted();
    expect(spec).not.toContain("qualifier");
    expect(blocks).toContain("goes: aws_lambda_alias.live");
  });
});
