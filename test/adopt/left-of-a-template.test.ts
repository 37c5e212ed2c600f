import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** What only the deployment decides of the functions of a template, and what they have from `Globals`. */

function adopted(template: string, stackResources: string | null = null) {
  const given = readGiven(template, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

const made = (...ids: readonly string[]) =>
  JSON.stringify({
    StackResources: ids.map((id) => ({
      StackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1",
      LogicalResourceId: id,
      PhysicalResourceId: id.toLowerCase(),
    })),
  });

describe.each(["AWS::Serverless::Function", "AWS::Lambda::Function"])("a %s under a condition", (type) => {
  const template = `
Conditions: {IsProd: !Equals [a, b]}
Resources:
  Fn:
    Type: ${type}
    Condition: IsProd
    Properties: {FunctionName: fn, Runtime: python3.13, Handler: a.b, Code: {ZipFile: x}, CodeUri: src}
  Other: {Type: AWS::SNS::Topic}
`;

  it("stays as it is, since nobody can tell whether there is one", () => {
    const { spec, report } = adopted(template);
    expect(spec).toBe("");
    expect(report).toContain(
      "Fn stays as it is: whether IsProd holds is decided when the template is deployed: --stack-resources tells",
    );
  });

  it("is adopted where its stack has it", () => {
    expect(adopted(template, made("Fn")).spec).toContain("name: fn");
    const { spec, report } = adopted(template, made("Other"));
    expect(spec).toBe("");
    expect(report).toContain("Fn stays as it is: the stack has none of it, since IsProd does not hold");
  });
});

it("a role under a condition is its function's, and that is told", () => {
  const { spec, report } = adopted(`
Conditions: {IsProd: !Equals [a, b]}
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: {FunctionName: fn, Runtime: python3.13, Handler: a.b, Code: {ZipFile: x}, Role: !GetAtt Role.Arn}
  Role:
    Type: AWS::IAM::Role
    Condition: IsProd
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*"}}}]
`);
  expect(spec).toContain("allow: s3:GetObject");
  expect(report).toContain("note          Fn: Role: it is made where IsProd holds, and Fn is made nowhere else");
});

it.each([
  ["Fn::ForEach::Fns", '[N, [a, b], {"Fn${N}": {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}}]', ""],
  ["Fn::ForEach::Guards", '[N, [a], {"G${N}": {Properties: {PolicyDocument: {Statement: {Effect: Deny}}}}}]', "; it is a Deny"],
  ["Fn::Transform", "{Name: AWS::Include, Parameters: {Location: s3://b/k}}", ""],
])("what %s makes is told", (key, value, more) => {
  const { report } = adopted(`
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {FunctionName: fn, Runtime: python3.13, Handler: a.b}}
  "${key}": ${value}
`);
  expect(report).toContain(
    `${key} stays as it is: what it makes is known when the template is deployed, and nothing of it is read${more}`,
  );
});

it.each([
  ["", ["memory_size: 512", "description: all"]],
  ["IgnoreGlobals: '*'", []],
  ["IgnoreGlobals: [Description]", ["memory_size: 512"]],
])("a function with %j has of Globals %j", (attribute, has) => {
  const { spec } = adopted(`
Globals: {Function: {MemorySize: 512, Description: all}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    ${attribute}
    Properties: {FunctionName: fn, Runtime: python3.13, Handler: a.b}
`);
  expect(["memory_size: 512", "description: all"].filter((one) => spec.includes(one))).toEqual(has);
});
