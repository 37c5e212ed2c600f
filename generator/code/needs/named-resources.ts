/**
 * Which parameter of an operation names what the call is about, and how: by a name, an ARN, either, or a URL. The first that the call
 * has wins. A type is AWS's own, of its authorization reference.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

export interface NamedBy {
  readonly type: string;
  /** A path into the parameters: `Entries.EventBusName` is a member of each item of a list. */
  readonly param: string;
  /** The last part of a URL is the name, or the address of `Shop <shop@example.com>`. */
  readonly form?: "url" | "address";
  /** What follows the name, where the type's ARN goes on: the key of an object. */
  readonly behind?: string;
  /** What is meant where the parameter is left out. */
  readonly otherwise?: string;
}

export const namedResources: Readonly<Record<string, readonly NamedBy[]>> = {
  s3: [
    { type: "object", param: "Bucket", behind: "Key" },
    { type: "bucket", param: "Bucket" },
  ],
  dynamodb: [
    { type: "index", param: "TableName", behind: "IndexName" },
    { type: "table", param: "TableName" },
    { type: "stream", param: "StreamArn" },
  ],
  sqs: [
    { type: "queue", param: "QueueUrl", form: "url" },
    { type: "queue", param: "QueueName" },
  ],
  sns: [
    { type: "topic", param: "TopicArn" },
    { type: "topic", param: "TargetArn" },
  ],
  secretsmanager: [
    { type: "Secret", param: "SecretId" },
    { type: "Secret", param: "Name" },
  ],
  ssm: [
    { type: "parameter", param: "Name" },
    { type: "parameter", param: "Names" },
    { type: "parameter", param: "Path" },
    { type: "document", param: "DocumentName" },
    { type: "instance", param: "InstanceIds" },
  ],
  kms: [{ type: "key", param: "KeyId" }],
  lambda: [
    { type: "function", param: "FunctionName" },
    { type: "function alias", param: "FunctionName" },
  ],
  states: [
    { type: "statemachine", param: "stateMachineArn" },
    { type: "execution", param: "executionArn" },
  ],
  events: [
    { type: "event-bus", param: "Entries.EventBusName", otherwise: "default" },
    { type: "event-bus", param: "EventBusName" },
    { type: "rule-on-default-event-bus", param: "Rule" },
  ],
  kinesis: [
    { type: "stream", param: "StreamName" },
    { type: "stream", param: "StreamARN" },
  ],
  firehose: [{ type: "deliverystream", param: "DeliveryStreamName" }],
  logs: [
    { type: "log-stream", param: "logGroupName", behind: "logStreamName" },
    { type: "log-group", param: "logGroupName" },
    { type: "log-group", param: "logGroupIdentifier" },
  ],
  "cognito-idp": [{ type: "userpool", param: "UserPoolId" }],
  ses: [
    { type: "identity", param: "FromEmailAddress", form: "address" },
    { type: "identity", param: "Source", form: "address" },
  ],
  bedrock: [
    { type: "foundation-model", param: "modelId" },
    { type: "inference-profile", param: "modelId" },
    { type: "knowledge-base", param: "knowledgeBaseId" },
  ],
  sts: [{ type: "role", param: "RoleArn" }],
  scheduler: [{ type: "schedule", param: "GroupName", behind: "Name", otherwise: "default" }],
  ecs: [{ type: "task-definition", param: "taskDefinition" }],
  "rds-data": [{ type: "cluster", param: "resourceArn" }],
  sagemaker: [{ type: "endpoint", param: "EndpointName" }],
  batch: [
    { type: "job-queue", param: "jobQueue" },
    { type: "job-definition", param: "jobDefinition" },
  ],
  codepipeline: [{ type: "pipeline", param: "name" }],
  codebuild: [{ type: "project", param: "projectName" }],
  glue: [{ type: "job", param: "JobName" }],
  appsync: [{ type: "graphqlapi", param: "apiId" }],
  athena: [{ type: "workgroup", param: "WorkGroup" }],
  cloudwatch: [{ type: "alarm", param: "AlarmName" }],
  es: [{ type: "domain", param: "DomainName" }],
  polly: [{ type: "lexicon", param: "LexiconNames" }],
  translate: [{ type: "terminology", param: "TerminologyNames" }],
  // https://docs.aws.amazon.com/mediaconvert/latest/ug/working-with-queues.html: without a queue, the account's default one.
  mediaconvert: [{ type: "Queue", param: "Queue", otherwise: "Default" }],
  cloudformation: [{ type: "stack", param: "StackName", behind: "UniqueId" }],
};

/** Actions that AWS checks on a resource of each of these types in one call. */
export const onEach: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/batch/latest/userguide/iam-example-restrict-job-submission.html
  "batch:SubmitJob": ["job-queue", "job-definition"],
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command-setting-up.html: the document, and each node.
  "ssm:SendCommand": ["document", "instance"],
};
