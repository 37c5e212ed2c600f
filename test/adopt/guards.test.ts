import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";

/** What one old permission becomes, by the guards that it has: none of them is lost without a word. */

const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values,
  sensitive: {},
});

function adopted(
  permission: StateResource["values"],
  ...more: readonly StateResource[]
): { readonly spec: string; readonly report: string } {
  const all = adoptFunctions([
    resource("aws_lambda_function.one", {
      arn: "arn:aws:lambda:eu-west-1:123456789012:function:one",
      function_name: "one",
      runtime: "python3.13",
      handler: "a.b",
      filename: "f.zip",
      role: "arn:aws:iam::123456789012:role/one",
    }),
    resource("aws_lambda_permission.old", {
      statement_id: "old",
      action: "lambda:InvokeFunction",
      function_name: "one",
      ...permission,
    }),
    ...more,
  ]);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

const sns = { principal: "sns.amazonaws.com", source_arn: "arn:aws:sns:eu-west-1:123456789012:news" };
const organization = { principal_org_id: "o-a1b2c3d4e5" };

describe("an old permission whose guard no key says", () => {
  it.each([
    [
      "a service of an organization is not the organization",
      { principal: "sns.amazonaws.com", ...organization },
      "it allows sns.amazonaws.com under principal_org_id, which no key says",
    ],
    [
      "nor is its topic everybody's",
      { ...sns, ...organization },
      "it allows sns.amazonaws.com under principal_org_id, which no key says",
    ],
    [
      "an account that calls a URL does not call the function",
      { principal: "111122223333", invoked_via_function_url: true },
      "it allows 111122223333 under invoked_via_function_url, which no key says",
    ],
    [
      "whoever else calls the URL is no distribution",
      { ...sns, action: "lambda:InvokeFunctionUrl" },
      "it allows lambda:InvokeFunctionUrl to sns.amazonaws.com",
    ],
  ])("is left out: %s", (_, permission, what) => {
    const { spec, report } = adopted(permission);
    expect(spec).not.toMatch(/^push:/m);
    expect(report).toContain(`left out      aws_lambda_permission.old: ${what}`);
  });
});

describe("the account of an old permission", () => {
  it("is not said twice, where the source names it", () => {
    const { spec, report } = adopted({ ...sns, source_account: "123456789012" });
    expect(spec).toContain("- sns: arn:aws:sns:eu-west-1:123456789012:news\n");
    expect(spec).not.toContain("source_account");
    expect(report).not.toContain("left out");
  });

  it("stays, where it is another one than the source names: no call matched both", () => {
    const { spec } = adopted({ ...sns, source_arn: "arn:aws:sns:eu-west-1:210987654321:news", source_account: "123456789012" });
    expect(spec).not.toMatch(/^ +- sns:/m);
  });
});

describe("an old permission for a source whose account AWS sends, too, without that", () => {
  it.each([
    ["logs", "logs.amazonaws.com", "arn:aws:logs:eu-west-1:123456789012:log-group:/shop:*"],
    ["bedrock", "bedrock.amazonaws.com", "arn:aws:bedrock:eu-west-1:123456789012:agent/ABCDEFGHIJ"],
    ["secretsmanager", "secretsmanager.amazonaws.com", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf"],
    ["config", "config.amazonaws.com", "arn:aws:config:eu-west-1:123456789012:config-rule/config-rule-a1b2c3"],
  ])("is guarded where its ARN names the account: %s", (key, principal, source_arn) => {
    const { spec, report } = adopted({ principal, source_arn });
    expect(spec).toContain(`- ${key}: ${source_arn.replace(/:\*$/, "")}\n`);
    expect(report).not.toContain("unguarded");
  });

  it("is told of a bucket, whose ARN names none", () => {
    const { report } = adopted({ principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::shop" });
    expect(report).toContain("arn:aws:s3:::shop without an account: whoever takes its name may invoke the function");
  });
});

describe("the two permissions of a distribution", () => {
  const distribution = {
    principal: "cloudfront.amazonaws.com",
    source_arn: "arn:aws:cloudfront::123456789012:distribution/E1A2B3C4D5E6F7",
  };
  const invoking = { ...distribution, invoked_via_function_url: true };
  const other = (more: object) =>
    resource("aws_lambda_permission.url", {
      ...distribution,
      action: "lambda:InvokeFunctionUrl",
      function_name: "one",
      function_url_auth_type: "AWS_IAM",
      statement_id: "url",
      ...more,
    });

  it("are one entry", () => {
    const { spec, report } = adopted(invoking, other({}));
    expect(spec.match(/- cloudfront:/g)).toHaveLength(1);
    expect(report).toContain("aws_lambda_permission.old: the entry of aws_lambda_permission.url makes this permission, too");
    expect(report).not.toContain("left out");
  });

  it.each([
    ["another distribution", [other({ source_arn: `${distribution.source_arn}8` })]],
    ["another alias", [other({ qualifier: "live" })]],
    ["nothing", []],
  ])("are not said by that of %s", (_, others) => {
    const { report } = adopted(invoking, ...others);
    expect(report).toContain("aws_lambda_permission.old: it allows cloudfront.amazonaws.com under");
  });
});
