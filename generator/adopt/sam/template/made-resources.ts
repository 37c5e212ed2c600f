/**
 * What `!Ref` and `!GetAtt` give of a resource that CloudFormation makes, by its type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

export interface MadeResource {
  /** The property that names it; without one CloudFormation does. */
  readonly named: string | null;
  /** Its ARN, by its name: `here` is `REGION:ACCOUNT`. Null where the ARN holds what nobody names. */
  readonly arn: ((name: string, here: string) => string) | null;
  /** What `!Ref` gives. */
  readonly ref: "name" | "arn" | ((name: string, region: string, account: string) => string);
  /** The property that stands before the name in its ARN, and how. */
  readonly before?: { readonly property: string; readonly as: (said: string) => string };
  /** It is adopted, and where CloudFormation names it, it is called as in the template. */
  readonly adopted?: true;
}

/** `service:REGION:ACCOUNT:` and what stands before the name. */
function here(named: string | null, service: string, before = "", ref: MadeResource["ref"] = "name"): MadeResource {
  return { named, arn: (name, place) => `${service}:${place}:${before}${name}`, ref };
}

/** Beside its name, its path: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function ofIam(named: string, kind: string): MadeResource {
  return {
    named,
    arn: (name, place) => `iam::${place.split(":")[1]}:${kind}/${name}`,
    ref: "name",
    before: { property: "Path", as: (path) => path.replace(/^\//, "") },
  };
}

const table = here("TableName", "dynamodb", "table/");
const lambda: MadeResource = { ...here("FunctionName", "lambda", "function:"), adopted: true };
const stateMachine = here("StateMachineName", "states", "stateMachine:", "arn");
/** What is named by an id that AWS gives. */
const byId: MadeResource = { named: null, arn: null, ref: "name" };

export const madeResources: Readonly<Record<string, MadeResource>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::Serverless::SimpleTable": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::S3::Bucket": { named: "BucketName", arn: (name) => `s3:::${name}`, ref: "name" },
  "AWS::SQS::Queue": {
    ...here("QueueName", "sqs"),
    ref: (name, region, account) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  },
  "AWS::SNS::Topic": here("TopicName", "sns", "", "arn"),
  "AWS::Kinesis::Stream": here("Name", "kinesis", "stream/"),
  "AWS::KinesisFirehose::DeliveryStream": here("DeliveryStreamName", "firehose", "deliverystream/"),
  "AWS::Events::EventBus": here("Name", "events", "event-bus/"),
  "AWS::Events::Rule": {
    ...here("Name", "events", "rule/"),
    // A bus may be named by its ARN.
    before: { property: "EventBusName", as: (bus) => `${bus.slice(bus.lastIndexOf("/") + 1)}/`.replace(/^default\/$/, "") },
  },
  "AWS::Lambda::Function": lambda,
  "AWS::Serverless::Function": lambda,
  "AWS::StepFunctions::StateMachine": stateMachine,
  "AWS::Serverless::StateMachine": stateMachine,
  "AWS::IAM::ManagedPolicy": { ...ofIam("ManagedPolicyName", "policy"), ref: "arn" },
  "AWS::IAM::Role": ofIam("RoleName", "role"),
  // Its ARN is that of all its streams: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
  "AWS::Logs::LogGroup": { named: "LogGroupName", arn: (name, place) => `logs:${place}:log-group:${name}:*`, ref: "name" },
  "AWS::SSM::Parameter": {
    named: "Name",
    arn: (name, place) => `ssm:${place}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    ref: "name",
  },
  "AWS::KMS::Key": here(null, "kms", "key/"),
  "AWS::Cognito::UserPool": here(null, "cognito-idp", "userpool/"),
  "AWS::SecretsManager::Secret": { named: null, arn: null, ref: "arn" },
  "AWS::Serverless::Api": byId,
  "AWS::ApiGateway::RestApi": byId,
  "AWS::Serverless::HttpApi": byId,
  "AWS::Serverless::WebSocketApi": byId,
  "AWS::ApiGatewayV2::Api": byId,
};
