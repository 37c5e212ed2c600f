import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";

/** What the statements of one old trust policy become, beside the one of Lambda or in its place. */

const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values,
  sensitive: {},
});
const role = "arn:aws:iam::123456789012:role/one";
const lambda = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
const deployer = { AWS: "arn:aws:iam::111122223333:role/deployer" };
const externalId = { StringEquals: { "sts:ExternalId": "abcd1234" } };

function adopted(...statements: readonly object[]): { readonly spec: string; readonly report: string } {
  const all = adoptFunctions([
    resource("aws_lambda_function.one", {
      arn: "arn:aws:lambda:eu-west-1:123456789012:function:one",
      function_name: "one",
      runtime: "python3.13",
      handler: "a.b",
      filename: "f.zip",
      role,
    }),
    resource("aws_iam_role.one", {
      arn: role,
      name: "one",
      assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    }),
  ]);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

/** Both say it: who reads the spec alone must know, too. */
function expectLeftOut({ spec, report }: ReturnType<typeof adopted>, what: string) {
  expect(report).toContain(`left out      aws_iam_role.one: ${what}`);
  expect(spec).toContain(`# Left out, aws_iam_role.one: ${what}`);
}

describe("what a trust policy allows", () => {
  it("is no second way in, where it only tags what the first lets in", () => {
    const found = adopted(
      lambda,
      { Effect: "Allow", Principal: deployer, Action: "sts:AssumeRole", Condition: externalId },
      { Effect: "Allow", Principal: deployer, Action: "sts:TagSession" },
    );
    expect(found.spec.match(/account:/g)).toHaveLength(1);
    expect(found.spec).toContain("external_id: abcd1234");
    expectLeftOut(
      found,
      `it allows sts:TagSession to ${deployer.AWS}, and who may assume a role in a spec has sts:AssumeRole alone`,
    );
  });

  it.each(["sts:AssumeRoleWithWebIdentity", "sts:TagSession", ["sts:SetSourceIdentity"], "sts:assumerole?"])(
    "by %s alone lets nobody assume it",
    (action) => {
      const found = adopted(lambda, { Effect: "Allow", Principal: deployer, Action: action });
      expect(found.spec).not.toContain("principals");
      expectLeftOut(found, `it allows ${[action].flat()[0]} to ${deployer.AWS}`);
    },
  );

  it.each(["sts:AssumeRole", "STS:assumerole", ["sts:AssumeRole"]])("by %s lets it in, and nothing is told", (action) => {
    const { spec, report } = adopted(lambda, { Effect: "Allow", Principal: deployer, Action: action });
    expect(spec).toContain(`principals:\n    - account: ${deployer.AWS}`);
    expect(report).not.toContain("left out");
  });

  it.each([
    [["sts:AssumeRole", "sts:TagSession"], "sts:TagSession"],
    ["sts:*", "sts:*"],
    ["*", "*"],
    ["sts:Assume*", "sts:Assume*"],
  ])("by %s is sts:AssumeRole, and the rest is told", (action, rest) => {
    const found = adopted(lambda, {
      Effect: "Allow",
      Principal: { ...deployer, Service: ["edgelambda.amazonaws.com"] },
      Action: action,
    });
    expect(found.spec).toContain("services:\n    - edgelambda.amazonaws.com");
    expect(found.spec).toContain(`principals:\n    - account: ${deployer.AWS}`);
    expectLeftOut(found, `it allows ${rest} to ${deployer.AWS} and edgelambda.amazonaws.com`);
  });

  it.each([
    [{ NotAction: "sts:TagSession" }, "it allows all but sts:TagSession to edgelambda.amazonaws.com"],
    [{}, "it allows nothing that is named to edgelambda.amazonaws.com"],
  ])("by %j lets nobody in", (action, what) => {
    const found = adopted(lambda, { Effect: "Allow", Principal: { Service: "edgelambda.amazonaws.com" }, ...action });
    expect(found.spec).not.toContain("services:");
    expectLeftOut(found, what);
  });
});

describe("whom a trust policy lets in", () => {
  const source = { StringEquals: { "aws:SourceAccount": "123456789012" } };
  const arn = { ArnLike: { "aws:SourceArn": "arn:aws:lambda:eu-west-1:123456789012:function:one" } };

  it("is Lambda, whatever the conditions under which it is let in a second time", () => {
    for (const statements of [
      [lambda, { ...lambda, Condition: source }],
      [{ ...lambda, Condition: source }, lambda],
    ]) {
      const { spec, report } = adopted(...statements);
      expect(spec).not.toContain("trust:");
      expect(report).not.toContain("left out");
    }
  });

  it("is Lambda under the first of several conditions, and the others are told", () => {
    const found = adopted({ ...lambda, Condition: source }, { ...lambda, Condition: source }, { ...lambda, Condition: arn });
    expect(found.spec).toContain('aws:SourceAccount: "123456789012"');
    expect(found.spec).not.toMatch(/^ .*aws:SourceArn/m);
    expectLeftOut(found, `lambda.amazonaws.com may assume it under ${JSON.stringify(arn)}, too`);
    expect(found.report.match(/left out/g)).toHaveLength(1);
  });

  it("is Lambda in a spec, also where it was not", () => {
    const { spec, report } = adopted({ Effect: "Allow", Principal: deployer, Action: "sts:AssumeRole" });
    expect(spec).toContain("principals:");
    expect(report).toContain("note          aws_iam_role.one: its trust policy does not let Lambda assume it");
    for (const known of [[lambda], [{ ...lambda, Condition: source }]])
      expect(adopted(...known).report).not.toContain("does not let Lambda");
  });

  it.each([
    [{ NotPrincipal: deployer }, `all but ${deployer.AWS} may assume it, and \`role\` names who may`],
    [{ NotPrincipal: { Service: "ec2.amazonaws.com" } }, "all but ec2.amazonaws.com may assume it"],
    [{}, "nobody can tell whom its trust policy lets in"],
    [{ Principal: "arn:aws:iam::111122223333:root" }, "nobody can tell whom its trust policy lets in"],
    [{ Principal: { Aws: "111122223333", Service: "ec2.amazonaws.com" } }, "111122223333 (Aws) may assume it"],
    [
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
      'anybody may assume it under {"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}, and an entry of `principals` names an account',
    ],
    [{ Principal: { AWS: ["*"] }, Condition: externalId }, "anybody may assume it under"],
  ])("is told, where no key says it: %j", (who, what) => {
    const found = adopted(lambda, { Effect: "Allow", Action: "sts:AssumeRole", ...who });
    expect(found.spec).not.toContain("principals:");
    expectLeftOut(found, what);
    expect(found.report).not.toContain("anybody in AWS");
  });

  it("is no service under conditions that no key takes", () => {
    const found = adopted(lambda, { ...lambda, Principal: { Service: "edgelambda.amazonaws.com" }, Condition: source });
    expect(found.spec).not.toContain("services:");
    expectLeftOut(found, "edgelambda.amazonaws.com may assume it under conditions, which `services` does not take");
  });

  it("is nobody whom a Deny names, and the Deny is told", () => {
    const found = adopted(lambda, { Effect: "Deny", Action: "sts:AssumeRole", Principal: deployer });
    expect(found.spec).not.toContain("principals:");
    expectLeftOut(found, "its trust policy has a Deny, which `role` does not take");
    const alone = adopted({ ...lambda, Effect: "Deny" });
    expect(alone.report).toContain("its trust policy does not let Lambda assume it");
  });

  it("is anybody, where nothing guards it", () => {
    const { spec, report } = adopted(lambda, { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } });
    expect(spec).not.toContain("principals:");
    expect(report).toContain("too wide      aws_iam_role.one: anybody in AWS may assume it");
  });

  it.each([
    ["111122223333", externalId, "external_id: abcd1234"],
    ["arn:aws:iam::111122223333:root", { StringEquals: { "sts:externalid": ["abcd1234"] } }, "external_id: abcd1234"],
    ["111122223333", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "organization: o-a1b2c3d4e5"],
    [
      "111122223333",
      { StringEquals: { ...externalId.StringEquals, ...source.StringEquals } },
      "external_id: abcd1234\n      conditions:\n        StringEquals:\n          aws:SourceAccount",
    ],
  ])("is an account with what guards it: %s under %j", (who, condition, says) => {
    const { spec, report } = adopted(lambda, {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: who },
      Condition: condition,
    });
    expect(spec).toContain(says);
    expect(report).not.toContain("left out");
  });

  it.each([
    { StringLike: { "sts:ExternalId": "abcd*" } },
    { StringEquals: { "sts:ExternalId": ["abcd1234", "efgh5678"] } },
    { StringEqualsIfExists: { "sts:ExternalId": "abcd1234" } },
    { StringEquals: { "sts:ExternalId": "abcd1234", "sts:externalid": "efgh5678" } },
  ])("is no account whose guard no key says: %j", (condition) => {
    const { spec } = adopted(lambda, {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: "111122223333" },
      Condition: condition,
    });
    expect(spec).not.toMatch(/^ +- account:/m);
    expect(spec).toContain("# Left out: everybody in this account");
  });

  it("is each principal that compiles, where one does not", () => {
    const account = { AWS: ["111122223333", deployer.AWS, deployer.AWS] };
    const { spec, report } = adopted(lambda, { Effect: "Allow", Action: "sts:AssumeRole", Principal: account });
    expect(spec).toContain(`principals:\n    - account: ${deployer.AWS}\n`);
    expect(report).toContain('role {"principals":{"account":"111122223333"}}: everybody in this account');
  });
});
