// The same resources as constructs written by hand, as the CDKTF documentation shows them: node bare.cjs COUNT OUTDIR
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { CloudwatchLogGroup } = require("@cdktf/provider-aws/lib/cloudwatch-log-group");
const { DataAwsIamPolicyDocument } = require("@cdktf/provider-aws/lib/data-aws-iam-policy-document");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicy } = require("@cdktf/provider-aws/lib/iam-role-policy");
const { LambdaFunction } = require("@cdktf/provider-aws/lib/lambda-function");
const { LambdaPermission } = require("@cdktf/provider-aws/lib/lambda-permission");

const [, , count, outdir] = process.argv;
const app = new App({ outdir });
const stack = new TerraformStack(app, "bare");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
const logs = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda";

for (let index = 0; index < Number(count); index++) {
  const name = `f${index}`;
  const trust = new DataAwsIamPolicyDocument(stack, `${name}_trust`, {
    statement: [
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ],
  });
  const role = new IamRole(stack, `${name}_role`, { name, assumeRolePolicy: trust.json, tags: { team: "checkout" } });
  const allowed = new DataAwsIamPolicyDocument(stack, `${name}_policy`, {
    statement: [
      {
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${logs}/${name}:log-stream:*`],
      },
      { effect: "Allow", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] },
    ],
  });
  const policy = new IamRolePolicy(stack, `${name}_role_policy`, { name, role: role.name, policy: allowed.json });
  const group = new CloudwatchLogGroup(stack, `${name}_logs`, {
    name: `/aws/lambda/${name}`,
    retentionInDays: 90,
    tags: { team: "checkout" },
  });
  const lambda = new LambdaFunction(stack, name, {
    functionName: name,
    role: role.arn,
    runtime: "python3.13",
    handler: "app.handler",
    filename: "app.zip",
    memorySize: 256,
    timeout: 10,
    environment: { variables: { LOG_LEVEL: "info" } },
    tags: { team: "checkout" },
    dependsOn: [group, policy],
  });
  new LambdaPermission(stack, `${name}_sns`, {
    statementId: "sns",
    action: "lambda:InvokeFunction",
    functionName: lambda.functionName,
    principal: "sns.amazonaws.com",
    sourceArn: "arn:aws:sns:eu-west-1:123456789012:paid",
  });
  new TerraformOutput(stack, `${name}_output`, {
    value: {
      function_name: lambda.functionName,
      function_arn: lambda.arn,
      invoke_arn: lambda.invokeArn,
      role_name: role.name,
      role_arn: role.arn,
    },
  });
}
app.synth();
