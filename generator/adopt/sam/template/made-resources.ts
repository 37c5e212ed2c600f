import type { HomeOf } from "../../draft.ts";
import { type Json, object, own, text } from "../../read-state.ts";
import { type Deployment, urlSuffix } from "./deployment.ts";

/**
 * What `!Ref` and `!GetAtt` give of a resource that CloudFormation makes, by its type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

export interface MadeResource {
  /** The property that names it; without one CloudFormation does. */
  readonly named: string | null;
  /** Its ARN, by its name: `here` is `REGION:ACCOUNT`. Null where the ARN holds what nobody names. */
  readonly arn: ((name: string, here: string) => string) | null;
  /** What `!Ref` gives; a function of the name, the place, and the property before the name. Undefined where nobody can tell. */
  readonly ref: "name" | "arn" | ((name: string, home: HomeOf, said: string | undefined) => string | undefined);
  /** In the id that CloudFormation has of it, the name stands behind the last of these; without one, the id is the name. */
  readonly behind?: ":" | "/" | "|";
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
const stateMachine: MadeResource = { ...here("StateMachineName", "states", "stateMachine:", "arn"), behind: ":" };
/** What is named by an id that AWS gives. */
const byId: MadeResource = { named: null, arn: null, ref: "name" };

export const madeResources: Readonly<Record<string, MadeResource>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::Serverless::SimpleTable": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::S3::Bucket": { named: "BucketName", arn: (name) => `s3:::${name}`, ref: "name" },
  "AWS::SQS::Queue": {
    ...here("QueueName", "sqs"),
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
    ref: (name, home) => {
      const suffix = urlSuffix(home);
      return suffix && `https://sqs.${home.region}.${suffix}/${home.account}/${name}`;
    },
    behind: "/",
  },
  "AWS::SNS::Topic": { ...here("TopicName", "sns", "", "arn"), behind: ":" },
  "AWS::Kinesis::Stream": here("Name", "kinesis", "stream/"),
  "AWS::KinesisFirehose::DeliveryStream": here("DeliveryStreamName", "firehose", "deliverystream/"),
  "AWS::Events::EventBus": here("Name", "events", "event-bus/"),
  "AWS::Events::Rule": {
    ...here("Name", "events", "rule/"),
    // `bus|rule`, but on the default bus: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1131
    ref: (name, _, bus = "default") => (bus === "default" ? name : `${bus}|${name}`),
    behind: "|",
    // A bus may be named by its ARN.
    before: { property: "EventBusName", as: (bus) => `${bus.slice(bus.lastIndexOf("/") + 1)}/`.replace(/^default\/$/, "") },
  },
  "AWS::Lambda::Function": lambda,
  "AWS::Serverless::Function": lambda,
  "AWS::StepFunctions::StateMachine": stateMachine,
  "AWS::Serverless::StateMachine": stateMachine,
  "AWS::IAM::ManagedPolicy": { ...ofIam("ManagedPolicyName", "policy"), ref: "arn", behind: "/" },
  "AWS::IAM::Role": ofIam("RoleName", "role"),
  // Its ARN is that of all its streams: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
  "AWS::Logs::LogGroup": { named: "LogGroupName", arn: (name, place) => `logs:${place}:log-group:${name}:*`, ref: "name" },
  "AWS::SSM::Parameter": {
    named: "Name",
    arn: (name, place) => `ssm:${place}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    ref: "name",
  },
  // Of its statement, behind the function where there is one; such ids have no "|": https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  "AWS::Lambda::Permission": { ...byId, behind: "|" },
  "AWS::KMS::Key": here(null, "kms", "key/"),
  "AWS::Cognito::UserPool": here(null, "cognito-idp", "userpool/"),
  "AWS::SecretsManager::Secret": { named: null, arn: null, ref: "arn" },
  "AWS::Serverless::Api": byId,
  "AWS::ApiGateway::RestApi": byId,
  "AWS::Serverless::HttpApi": byId,
  "AWS::Serverless::WebSocketApi": byId,
  "AWS::ApiGatewayV2::Api": byId,
};

/** The name of a resource in the id that CloudFormation has of it. */
export function nameIn(physical: string, kind: MadeResource | undefined): string {
  return kind?.behind === undefined ? physical : physical.slice(physical.lastIndexOf(kind.behind) + 1);
}

/** The name of what CloudFormation made, where somebody told; its type is that of whoever asks, since SAM declares no such resource. */
export function madeName({ made }: Deployment, logical: string, type: string): string | undefined {
  const physical = made.get(logical);
  return physical === undefined ? undefined : nameIn(physical, own(madeResources, type));
}

/** A resource of a template, and what CloudFormation makes of it. */
interface Resource {
  readonly type: string;
  readonly properties: Json;
  readonly kind: MadeResource | undefined;
}

/** A resource by its logical name, of which SAM makes some that nobody declares; null where there is none. */
export function resourceNamed(template: Json, name: string): Resource | null {
  const made = (type: string, properties: Json) => ({ type, properties, kind: own(madeResources, type) });
  if (name === "ServerlessRestApi" || name === "ServerlessHttpApi") return made("AWS::Serverless::Api", {});
  const resource = own(object(template["Resources"]), name);
  if (resource !== undefined) return made(text(object(resource)["Type"]) ?? "", object(object(resource)["Properties"]));
  return functionOfRole(template, name) === null ? null : made("AWS::IAM::Role", {});
}

/** The function that SAM makes a role of this name for, since it names none; null where it makes none. */
export function functionOfRole(template: Json, name: string): string | null {
  const [, logical = ""] = /^(\w+)Role$/.exec(name) ?? [];
  const { Type: type, Properties: properties } = object(own(object(template["Resources"]), logical));
  return type === "AWS::Serverless::Function" && object(properties)["Role"] === undefined ? logical : null;
}
