/**
 * Service principals that never invoke a function through its resource policy: a statement for one grants nothing today and
 * something unknown tomorrow.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
 */
const polled = (key: string) => ({
  message: `${key} does not invoke a function: Lambda polls it`,
  hint: `write \`${key}: …\` under \`pull:\``,
});
const byRole = (what: string, key?: string) => ({
  message: `${what} invokes functions with a role of its own`,
  hint:
    key === undefined
      ? "a permission is dead there; give that role lambda:InvokeFunction"
      : `write \`${key}: …\`, which makes that role`,
});

export const neverInvoke: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  "sqs.amazonaws.com": polled("sqs"),
  "kinesis.amazonaws.com": polled("kinesis"),
  "dynamodb.amazonaws.com": polled("dynamodb"),
  "streams.dynamodb.amazonaws.com": polled("dynamodb"),
  "kafka.amazonaws.com": polled("msk"),
  "mq.amazonaws.com": polled("mq"),
  "docdb.amazonaws.com": polled("documentdb"),
  "scheduler.amazonaws.com": byRole("EventBridge Scheduler", "scheduler"),
  "pipes.amazonaws.com": byRole("EventBridge Pipes", "pipes"),
  "states.amazonaws.com": byRole("Step Functions", "stepfunctions"),
  "firehose.amazonaws.com": byRole("Data Firehose", "firehose"),
  "batchoperations.s3.amazonaws.com": byRole("S3 Batch Operations", "s3batch"),
  "codepipeline.amazonaws.com": byRole("CodePipeline", "codepipeline"),
  "rds.amazonaws.com": byRole("RDS", "rds"),
  // https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks-prepare-to-create-hook.html
  "hooks.cloudformation.amazonaws.com": byRole("A hook of CloudFormation"),
  "redshift.amazonaws.com": byRole("Redshift"),
  "codedeploy.amazonaws.com": byRole("CodeDeploy"),
  "ssm.amazonaws.com": byRole("Systems Manager"),
  "ecs.amazonaws.com": byRole("ECS"),
  "bedrock-agentcore.amazonaws.com": byRole("Bedrock AgentCore"),
  "lex.amazonaws.com": {
    message: "Lex V1 has ended, and Lex V2 calls as lexv2.amazonaws.com",
    hint: "write `lex: …`",
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-policies.html
  "s3-object-lambda.amazonaws.com": {
    message: "S3 Object Lambda calls the function as whoever asks for the object",
    hint: "let their role allow lambda:InvokeFunction; where it is of another account, write `account: arn:aws:iam::ACCOUNT:role/NAME`",
  },
  // https://docs.aws.amazon.com/console/pinpoint/migration-guide
  "pinpoint.amazonaws.com": {
    message: "Pinpoint's campaigns and journeys ended on 2026-10-30, so nothing calls as it",
    hint: "remove the entry",
  },
  "cloudwatch.amazonaws.com": {
    message: "CloudWatch calls as lambda.alarms.cloudwatch.amazonaws.com",
    hint: "write `alarm: …`",
  },
  "cloudformation.amazonaws.com": {
    message: "CloudFormation calls with the permissions of whoever deploys",
    hint: "remove the entry: it needs no permission",
  },
  "lambda.amazonaws.com": {
    message: "a function that calls another does so with its own role",
    hint: "give that function `allow: lambda:InvokeFunction`",
  },
};
