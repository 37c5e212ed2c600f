import { NAME, type Outline } from "./arn.ts";
import { morePatterns } from "./exceptions.ts";
import { atLeastOne, type CharSet, PATH, type Reach, type Token, tokensMeet, tokensOf } from "./glob.ts";
import type { ResourceType } from "./reference.ts";

/**
 * Which resource types an ARN names, compared by its six parts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/**
 * A person who writes `arn:aws:s3:::b*` names buckets, although IAM's `*` reaches over slashes. So an ARN names the types that it
 * matches with wildcards that stay within one name; only where there is none, wildcards reach over everything (`abcdef/*` of an API);
 * and where there is still none, a service whose names are not known here may have slashes and colons in them.
 */
const readings: readonly { readonly reach: Reach; readonly names: "known" | "free" }[] = [
  { reach: "name", names: "known" },
  { reach: "everything", names: "known" },
  { reach: "everything", names: "free" },
];

/** Services whose names are known: what does not match their patterns is no ARN of theirs. */
const known: ReadonlySet<string> = new Set([
  ...["athena", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "elasticfilesystem", "events", "execute-api", "firehose"],
  ...["iam", "kafka", "kafka-cluster", "kinesis", "kms", "lambda", "logs", "mq", "rds-data", "rds-db", "s3", "scheduler", "secretsmanager"],
  ...["sns", "sqs", "ssm", "states", "sts"],
]);

/** Names with a slash or a colon in them, by variable (`service ${Variable}` where the variable means another thing elsewhere). */
const names: Readonly<Record<string, CharSet>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
  ObjectName: "any",
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
  ApiSpecificResourcePath: "any",
  IndexPath: "any",
  // https://docs.aws.amazon.com/iot/latest/developerguide/iot-action-resources.html
  "iot TopicName": "any",
  "iot TopicFilter": "any",
  "iot ClientId": "any",
  "iot ThingName": "no slash",
  "iotdata TopicName": "any",
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  SecretId: "no colon",
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
  ParameterNameWithoutLeadingSlash: "no colon",
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  RoleNameWithPath: "no colon",
  UserNameWithPath: "no colon",
  GroupNameWithPath: "no colon",
  PolicyNameWithPath: "no colon",
  InstanceProfileNameWithPath: "no colon",
  CertificateNameWithPath: "no colon",
  MfaTokenIdWithPath: "no colon",
  OidcProviderName: "any",
  EntityPath: "any",
  "ssm RoleName": "no colon",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  LogGroupName: "no colon",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  LogStreamName: "no colon",
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
  "ecr RepositoryName": "no colon",
  "ecr-public RepositoryName": "no colon",
  // A partner's bus: aws.partner/example.com/orders. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
  EventBusName: "no colon",
  EventSourceName: "no colon",
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  "kms Alias": "no colon",
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  AlarmName: "any",
  // anthropic.claude-3-haiku-20240307-v1:0. https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
  "bedrock ResourceId": "no slash",
};

interface Shape {
  readonly partition: readonly Token[];
  readonly service: readonly Token[];
  readonly region: readonly Token[];
  readonly account: readonly Token[];
  readonly resource: readonly Token[];
  readonly freeResource: readonly Token[];
}

const shapes = new Map<string, Shape>();
const orders = new WeakMap<readonly ResourceType[], readonly ResourceType[]>();

/** The patterns of a type, AWS's own first. */
export function patternsOf(type: ResourceType): readonly string[] {
  return [...type.patterns, ...(morePatterns[`${type.service}/${type.name}`]?.patterns ?? [])];
}

/** The six parts of a pattern; its variables stand as they are. */
export function partsOfPattern(pattern: string): Outline {
  const [, partition, service, region, account, ...resource] = pattern.split(":");
  return { partition: partition ?? "", service: service ?? "", region: region ?? "", account: account ?? "", resource: resource.join(":") };
}

/**
 * The types of a service that an ARN can name, most specific first; empty where it names none.
 * With `anywhere`, the region and the account do not matter: what would it name, were they right?
 */
export function typesNamed(outline: Outline, types: readonly ResourceType[], anywhere = false): readonly ResourceType[] {
  const ordered = mostSpecificFirst(types);
  for (const { reach, names: how } of readings) {
    if (outline.resource === "*" && reach === "name") continue;
    const parts = tokensOfParts(outline, reach);
    const found = ordered.filter(
      (type) =>
        (how === "known" || !known.has(type.service)) &&
        patternsOf(type).some((pattern) => matches(parts, shapeOf(type.service, pattern), how === "free", anywhere)),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** True where an ARN can be one that a single pattern makes. */
export function matchesPattern(outline: Outline, service: string, pattern: string, reach: Reach = "everything"): boolean {
  return matches(tokensOfParts(outline, reach), shapeOf(service, pattern), false, false);
}

/** An ARN made from a pattern: what is known of a resource of which only the type is known. */
export function outlineOfPattern(service: string, pattern: string): Outline {
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => (setOf(service, variable) === "name" ? NAME : PATH));
  const { partition, service: part, region, account, resource } = partsOfPattern(pattern);
  return { partition: fill(partition), service: fill(part), region: fill(region), account: fill(account), resource: fill(resource) };
}

/** What a variable of a pattern may be. */
export function setOf(service: string, variable: string): CharSet {
  return names[`${service} ${variable}`] ?? names[variable] ?? "name";
}

function tokensOfParts(outline: Outline, reach: Reach): Omit<Shape, "freeResource"> {
  const { partition, service, region, account, resource } = outline;
  return {
    partition: tokensOf(partition, reach),
    service: tokensOf(service, reach),
    region: tokensOf(region, reach),
    account: tokensOf(account, reach),
    resource: tokensOf(resource, reach),
  };
}

function matches(parts: Omit<Shape, "freeResource">, shape: Shape, free: boolean, anywhere: boolean): boolean {
  return (
    tokensMeet(parts.service, shape.service) &&
    tokensMeet(parts.partition, shape.partition) &&
    (anywhere || (tokensMeet(parts.region, shape.region) && tokensMeet(parts.account, shape.account))) &&
    tokensMeet(parts.resource, free ? shape.freeResource : shape.resource)
  );
}

function shapeOf(service: string, pattern: string): Shape {
  const key = `${service} ${pattern}`;
  const before = shapes.get(key);
  if (before !== undefined) return before;
  const parts = partsOfPattern(pattern);
  const shape: Shape = {
    partition: tokensOfPattern(service, parts.partition, false),
    service: tokensOfPattern(service, parts.service, false),
    region: tokensOfPattern(service, parts.region, false),
    account: tokensOfPattern(service, parts.account, false),
    resource: tokensOfPattern(service, parts.resource, false),
    freeResource: tokensOfPattern(service, parts.resource, true),
  };
  shapes.set(key, shape);
  return shape;
}

function tokensOfPattern(service: string, text: string, free: boolean): readonly Token[] {
  return text.split(/(\$\{\w+\})/).flatMap((piece) => {
    const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (variable === undefined) return tokensOf(piece, "everything");
    if (variable === "Everything") return [{ set: { char: "*" }, many: false }];
    return atLeastOne(free ? "any" : setOf(service, variable));
  });
}

/** A type is more specific the more of its ARN is fixed: `table/…/index/…` before `table/…`. */
function mostSpecificFirst(types: readonly ResourceType[]): readonly ResourceType[] {
  const before = orders.get(types);
  if (before !== undefined) return before;
  const fixed = (type: ResourceType) => Math.max(...type.patterns.map((pattern) => pattern.replaceAll(/\$\{\w+\}/g, "").length));
  const ordered = [...types].sort((a, b) => fixed(b) - fixed(a));
  orders.set(types, ordered);
  return ordered;
}
