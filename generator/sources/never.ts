/**
 * Service principals that never invoke a function through its resource policy: a statement for one grants nothing today and
 * something unknown tomorrow.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
 */
const polled = (key: string) => ({
  message: `${key} does not invoke a function: Lambda polls it`,
  hint: `write \`${key}: …\` under \`pull:\``,
});
const byRole = (what: string) => ({
  message: `${what} invokes functions with a role of its own`,
  hint: "a permission is dead there; give that role lambda:InvokeFunction",
});

export const neverInvoke: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  "sqs.amazonaws.com": polled("sqs"),
  "kinesis.amazonaws.com": polled("kinesis"),
  "dynamodb.amazonaws.com": polled("dynamodb"),
  "streams.dynamodb.amazonaws.com": polled("dynamodb"),
  "kafka.amazonaws.com": polled("msk"),
  "mq.amazonaws.com": polled("mq"),
  "docdb.amazonaws.com": polled("documentdb"),
  "scheduler.amazonaws.com": byRole("EventBridge Scheduler"),
  "pipes.amazonaws.com": byRole("EventBridge Pipes"),
  "states.amazonaws.com": byRole("Step Functions"),
  "firehose.amazonaws.com": byRole("Data Firehose"),
  "batchoperations.s3.amazonaws.com": byRole("S3 Batch Operations"),
  "codepipeline.amazonaws.com": byRole("CodePipeline"),
  "rds.amazonaws.com": byRole("RDS"),
  "redshift.amazonaws.com": byRole("Redshift"),
  "codedeploy.amazonaws.com": byRole("CodeDeploy"),
  "ssm.amazonaws.com": byRole("Systems Manager"),
  "cloudformation.amazonaws.com": {
    message: "CloudFormation calls with the permissions of whoever deploys",
    hint: "remove the entry: it needs no permission",
  },
  "lambda.amazonaws.com": {
    message: "a function that calls another does so with its own role",
    hint: "give that function `allow: lambda:InvokeFunction`",
  },
};
