import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** The id of an account is a text, also where it stands as a number, and with the zeros that it begins with. */

function adopted(template: string) {
  const given = readGiven(template, { region: "eu-west-1", account: "012345678901", parameters: [], stackResources: null });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

const template = (id: string) => `
Parameters: {Account: {Type: String, Default: ${id}}}
Mappings: {Names: {${id}: {name: named}}, Ids: {prod: {id: ${id}}}}
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: fn
      Runtime: python3.13
      Handler: a.b
      MemorySize: 512
      Code: {ZipFile: x}
      Role: !GetAtt Role.Arn
      Environment:
        Variables:
          NAME: !FindInMap [Names, !Ref Account, name]
          SUB: !Sub ["\${Id}", {Id: ${id}}]
          JOINED: !Join ["/", [a, ${id}]]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
          - {Effect: Allow, Principal: {AWS: ${id}}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: sqs:SendMessage
              Resource: !Sub ["arn:aws:sqs:eu-west-1:\${Id}:q", {Id: !FindInMap [Ids, prod, id]}]
              Condition: {StringEquals: {"aws:ResourceAccount": ${id}}}
  One:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Fn, Action: "lambda:InvokeFunction", Principal: ${id}}
  Two:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Fn
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceAccount: ${id}
      SourceArn: arn:aws:s3:::b
`;

describe.each(["123456789012", "012345678901", "012345670123"])("the account %s", (id) => {
  it("is the same as a number", () => {
    const found = adopted(template(id));
    expect(found).toEqual(adopted(template(`"${id}"`)));
    expect(found.spec).toContain("memory_size: 512");
    expect(found.spec).toContain(`- account: "${id}"`);
    expect(found.spec).toContain(`- s3: arn:aws:s3:::b`);
    expect(found.spec).toContain(`arn:aws:sqs:eu-west-1:${id}:q`);
    expect(found.spec).toContain(`aws:ResourceAccount: "${id}"`);
    expect(found.spec).toContain(`NAME: named`);
    expect(found.spec).toContain(`SUB: "${id}"`);
    expect(found.spec).toContain(`JOINED: a/${id}`);
    expect(found.report).not.toContain("unguarded");
  });
});

it("is one in a policy's JSON", () => {
  const statement = { Sid: "a", Effect: "Allow", Action: "lambda:InvokeFunction", Principal: { AWS: 123456789013 } };
  const of = { ...statement, Resource: "arn:aws:lambda:eu-west-1:123456789012:function:fn" };
  const state = policyState({ resourcePolicy: JSON.stringify({ Policy: JSON.stringify({ Statement: [of] }) }), policies: [] });
  if ("problem" in state) throw new Error(state.problem);
  expect(adoptFunctions(state).stacks[0]?.functions[0]?.spec).toContain('- account: "123456789013"');
});

it.each(["12345678901", "{AWS: x}", '""'])("nobody is let in by the principal %s", (principal) => {
  const { spec, report } = adopted(template("123456789012").replace(/(?<=Principal: )\d+/, principal));
  expect(spec).not.toMatch(/^ {2}- account:/m);
  expect(report).not.toContain("anybody");
  expect(report).toMatch(/left out {6}(One|Fn: One): /);
});

it.each([
  ["12345678901", "any s3.amazonaws.com of the account 12345678901"],
  ["{a: b}", "left out      Fn: Two: nobody can tell whom it lets in"],
])("the guard of the account %s is not lost", (account, what) => {
  const { spec, report } = adopted(
    template("123456789012")
      .replace(/(?<=SourceAccount: )\d+/, account)
      .replace(/SourceArn.*/, ""),
  );
  expect(spec).not.toContain("s3:");
  expect(report).toContain(what);
});
