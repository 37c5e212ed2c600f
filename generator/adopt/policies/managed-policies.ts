/**
 * AWS's own managed policies for functions → what a spec says that grants as much, and no more than that function needs.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html
 */
export const grantedInstead: Readonly<Record<string, string>> = {
  AWSLambdaBasicExecutionRole: "the right to write the streams of its own log group",
  AWSLambdaVPCAccessExecutionRole: "its own log group, and what `vpc_config` needs",
  AWSLambdaENIManagementAccess: "what `vpc_config` needs",
  AWSLambdaSQSQueueExecutionRole: "its own log group, and the queues under `pull`",
  AWSLambdaKinesisExecutionRole: "its own log group, and the streams under `pull`",
  AWSLambdaDynamoDBExecutionRole: "its own log group, and the streams under `pull`",
  AWSLambdaMSKExecutionRole: "its own log group, and the clusters under `pull`",
  AWSXRayDaemonWriteAccess: "what `tracing_config: {mode: Active}` needs",
  AWSXrayWriteOnlyAccess: "what `tracing_config: {mode: Active}` needs",
  CloudWatchLambdaInsightsExecutionRolePolicy: "what the layer of Lambda Insights needs",
};

/** Those of them that let a function write its log. */
export const writingLogs: ReadonlySet<string> = new Set(
  Object.keys(grantedInstead).filter((name) => grantedInstead[name]?.includes("log group")),
);

/** The name of a managed policy that is AWS's own; null for one of somebody's account. */
export function awsOwn(arn: string): string | null {
  const [, , service, , account, resource = ""] = arn.split(":");
  return service === "iam" && account === "aws" ? (resource.split("/").at(-1) ?? null) : null;
}
