import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { withoutDeny } from "../../generator/adopt/draft.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** Policies of a template, however they name the role of a function: each is adopted, or told to be left out. */

const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const denies = { Statement: [{ Effect: "Deny", Action: "s3:DeleteObject", Resource: "arn:aws:s3:::b/*" }] };
const allows = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }] };

function functionWith(role: unknown, name: string) {
  const code = { FunctionName: name, Runtime: "python3.13", Handler: "a.b", Code: { ZipFile: "x" } };
  return { Type: "AWS::Lambda::Function", Properties: { ...code, Role: role } };
}

const base = {
  Fn: functionWith({ "Fn::GetAtt": ["Role", "Arn"] }, "fn"),
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Other: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
};

function adopted(resources: object, ...parameters: readonly string[]) {
  const template = {
    Conditions: { IsProd: { "Fn::Equals": ["a", "b"] } },
    Parameters: { RoleName: { Type: "String" }, Names: { Type: "CommaDelimitedList" } },
    Resources: { ...base, ...resources },
  };
  const beside = { region: "eu-west-1", account: "123456789012", parameters, stackResources: null };
  const given = readGiven(JSON.stringify(template), beside);
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  const specs = new Map(all.stacks.flatMap(({ functions }) => functions.map(({ name, spec }) => [name, spec])));
  return { specs, spec: specs.get("fn") ?? "", report: printAdopted(all) };
}

const ref = { Ref: "Role" };
const policy = (roles: unknown) => ({
  Type: "AWS::IAM::Policy",
  Properties: { PolicyName: "p", Roles: roles, PolicyDocument: denies },
});
const ofRole = (role: unknown) => ({
  Type: "AWS::IAM::RolePolicy",
  Properties: { PolicyName: "p", RoleName: role, PolicyDocument: denies },
});
const managed = (properties: object) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { ...properties, PolicyDocument: denies },
});

describe("a policy that names the role", () => {
  it.each<[string, object, object?]>([
    ["by !Ref", policy([ref])],
    ["by !Sub", policy([{ "Fn::Sub": "${Role}" }])],
    ["by !Sub with a name of its own", policy([{ "Fn::Sub": ["${R}", { R: ref }] }])],
    ["by !Join", policy([{ "Fn::Join": ["", [ref]] }])],
    ["by !Select of a list", ofRole({ "Fn::Select": [0, [ref]] })],
    ["by !Select, whose index is a text", ofRole({ "Fn::Select": ["1", [{ Ref: "Other" }, ref]] })],
    ["as one of what !Split makes", managed({ Roles: { "Fn::Split": [",", "other,fn-role"] } }), { RoleName: "fn-role" }],
  ])("%s is its own", (_, one, properties = {}) => {
    const { spec, report } = adopted({
      Role: { Type: "AWS::IAM::Role", Properties: { ...base.Role.Properties, ...properties } },
      Guard: one,
    });
    expect(spec).toContain("deny: s3:DeleteObject");
    expect(report).not.toContain("left out");
  });

  it.each([
    ["where !If says so", policy([{ "Fn::If": ["IsProd", ref, { Ref: "AWS::NoValue" }] }])],
    ["where !If gives the list", policy({ "Fn::If": ["IsProd", [ref], [{ Ref: "Other" }]] })],
    ["by what is split when it is deployed", managed({ Roles: { "Fn::Split": [",", ref] } })],
    ["by !Select of what a parameter says", ofRole({ "Fn::Select": [0, { Ref: "Names" }] })],
    ["by !Select of what is not there", ofRole({ "Fn::Select": [1, [ref]] })],
    ["by a parameter", policy([{ Ref: "RoleName" }])],
    ["by what another stack exports", policy([{ "Fn::ImportValue": "role" }])],
  ])("%s is told", (_, one) => {
    const { spec, report } = adopted({ Guard: one });
    expect(spec).not.toContain("deny:");
    for (const text of [spec, report]) {
      expect(text).toContain("Guard: nobody can tell whether it is a policy of the role");
      expect(text).toContain(`Guard: ${withoutDeny}`);
    }
  });

  it.each([
    ["another role", policy([{ Ref: "Other" }])],
    ["another role by !Sub", policy([{ "Fn::Sub": "${Other}" }])],
    ["another role, whatever holds", policy([{ "Fn::If": ["IsProd", { Ref: "Other" }, { Ref: "AWS::NoValue" }] }])],
    ["none", policy([{ Ref: "AWS::NoValue" }])],
    ["a group", managed({ Groups: ["people"] })],
  ])("of %s is not its own, and nothing is told", (_, one) => {
    const { spec, report } = adopted({ Guard: one });
    expect(spec).not.toContain("deny:");
    expect(report).not.toContain("left out");
  });

  it("is told, where the role names it if a condition holds", () => {
    const arns = [{ "Fn::If": ["IsProd", { Ref: "Guard" }, { Ref: "AWS::NoValue" }] }];
    const { report } = adopted({
      Role: { Type: "AWS::IAM::Role", Properties: { ...base.Role.Properties, ManagedPolicyArns: arns } },
      Guard: managed({}),
    });
    expect(report).toContain("Guard: nobody can tell whether it is a policy of the role");
    expect(report).toContain(`Guard: ${withoutDeny}`);
  });

  it("is each role's, where it names two", () => {
    const { specs } = adopted({
      Second: functionWith({ "Fn::GetAtt": ["Other", "Arn"] }, "second"),
      Guard: policy([ref, { Ref: "Other" }]),
      Reading: managed({ Roles: [{ Ref: "Other" }, ref], PolicyName: "x" }),
    });
    for (const name of ["fn", "second"]) expect(specs.get(name)?.match(/deny: s3:DeleteObject/g)).toHaveLength(2);
  });

  it("may be any, where its name and the role's are parameters", () => {
    const { report } = adopted({
      Role: { Type: "AWS::IAM::Role", Properties: { ...base.Role.Properties, RoleName: { "Fn::Sub": "${RoleName}-role" } } },
      Guard: { ...policy(["fn-role"]) },
      Same: {
        ...policy([{ "Fn::Sub": "${RoleName}-role" }]),
        Properties: { ...policy([{ "Fn::Sub": "${RoleName}-role" }]).Properties, PolicyDocument: allows },
      },
    });
    expect(report).toContain("Guard: nobody can tell whether it is a policy of the role");
    expect(report).not.toContain("Same: nobody can tell");
  });
});
