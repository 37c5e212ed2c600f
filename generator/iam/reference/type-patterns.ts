import type { Outline } from "../arn.ts";
import { atLeastOne, type CharClass, type GlobToken, inPattern, type Reach, tokensMeet, tokensOf } from "../glob.ts";
import { morePatterns } from "./exceptions.ts";
import type { ResourceType } from "./reference.ts";

/** The ARN patterns of AWS's reference, and whether an ARN can be one that a pattern makes. */

/** Names with a slash or a colon in them, by variable (`service ${Variable}` where the variable means another thing elsewhere). */
const names: Readonly<Record<string, CharClass>> = {
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
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html, API_GetOpsMetadata.html
  SettingIdWithPath: "no colon",
  OpsMetadataIdWithPath: "no colon",
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
  // 2026-01-31T12:00:00.000. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamDescription.html
  "dynamodb StreamLabel": "no slash",
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  "kms Alias": "no colon",
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  AlarmName: "any",
  // anthropic.claude-3-haiku-20240307-v1:0. https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
  "bedrock ResourceId": "no slash",
  // us-east-1:12345678-…. https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_IdentityPool.html
  IdentityPoolId: "no slash",
};

/** The patterns of a type, AWS's own first. */
export function patternsOf(type: ResourceType): readonly string[] {
  return [...type.patterns, ...(morePatterns[`${type.service}/${type.name}`]?.patterns ?? [])];
}

/** The six parts of a pattern; its variables stand as they are. */
export function partsOfPattern(pattern: string): Outline {
  const [, partition, service, region, account, ...resource] = pattern.split(":");
  return {
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: resource.join(":"),
  };
}

/** What a variable of a pattern may be. */
export function setOf(service: string, variable: string): CharClass {
  return names[`${service} ${variable}`] ?? names[variable] ?? "name";
}

/** An ARN as tokens, by its parts. */
export class ArnTokens {
  readonly partition: readonly GlobToken[];
  readonly service: readonly GlobToken[];
  readonly region: readonly GlobToken[];
  readonly account: readonly GlobToken[];
  readonly resource: readonly GlobToken[];
  /** The service where it is plain text. */
  readonly plainService: string | null;
  /** The text that the resource begins with. */
  readonly start: string;

  constructor(outline: Outline, reach: Reach) {
    this.partition = tokensOf(outline.partition, reach);
    this.service = tokensOf(outline.service, reach);
    this.region = tokensOf(outline.region, reach);
    this.account = tokensOf(outline.account, reach);
    this.resource = tokensOf(outline.resource, reach);
    this.plainService = startOf(outline.service) === outline.service ? outline.service : null;
    this.start = startOf(outline.resource);
  }
}

/** A pattern, whose tokens are made when an ARN begins as it does: a service has a hundred patterns and an ARN meets two. */
export class PatternShape {
  private readonly service: string;
  private readonly parts: Outline;
  private readonly plainService: string | null;
  private readonly start: string;
  private readonly made = new Map<string, readonly GlobToken[]>();

  constructor(service: string, pattern: string) {
    this.service = service;
    this.parts = partsOfPattern(pattern);
    this.plainService = startOf(this.parts.service) === this.parts.service ? this.parts.service : null;
    this.start = startOf(this.parts.resource);
  }

  /** With `free`, a variable of the resource is any text; with `anywhere`, region and account do not matter. */
  matches(arn: ArnTokens, free: boolean, anywhere: boolean): boolean {
    if (arn.plainService !== null && this.plainService !== null && arn.plainService !== this.plainService) return false;
    if (!arn.start.startsWith(this.start) && !this.start.startsWith(arn.start)) return false;
    return (
      tokensMeet(arn.service, this.tokens("service")) &&
      tokensMeet(arn.partition, this.tokens("partition")) &&
      (anywhere || (tokensMeet(arn.region, this.tokens("region")) && tokensMeet(arn.account, this.tokens("account")))) &&
      tokensMeet(arn.resource, this.tokens("resource", free))
    );
  }

  private tokens(part: keyof Outline, free = false): readonly GlobToken[] {
    const key = free ? "free" : part;
    const before = this.made.get(key);
    if (before !== undefined) return before;
    const tokens = tokensOfPattern(this.service, this.parts[part], free);
    this.made.set(key, tokens);
    return tokens;
  }
}

const shapes = new WeakMap<ResourceType, readonly PatternShape[]>();

/** The shapes of a type's ARNs. */
export function shapesOf(type: ResourceType): readonly PatternShape[] {
  const before = shapes.get(type);
  if (before !== undefined) return before;
  const made = patternsOf(type).map((pattern) => new PatternShape(type.service, pattern));
  shapes.set(type, made);
  return made;
}

const classes: Readonly<Record<CharClass, string>> = {
  any: "[^]",
  "no slash": "[^/]",
  "no colon": "[^:]",
  name: "[^/:]",
};

/** What may go on behind the beginning of a resource, by the variable that it ends in: one for each pattern of the type that begins so. */
export function setsBehind(type: ResourceType, begun: string): readonly CharClass[] {
  return patternsOf(type).flatMap((pattern) => {
    let before = "^";
    for (const piece of partsOfPattern(pattern).resource.split(/(\$\{\w+\})/)) {
      const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      const set = variable === undefined ? null : setOf(type.service, variable);
      if (set === null) before += inPattern(piece);
      else if (new RegExp(`${before}${classes[set]}*$`).test(begun)) return [set];
      else before += `${classes[set]}+`;
    }
    return [];
  });
}

/** The text before the first place that is open: a wildcard, an expression, a variable. */
function startOf(text: string): string {
  const open = text.search(/[*?$\u{F0000}-\u{F0002}]/u);
  return open < 0 ? text : text.slice(0, open);
}

function tokensOfPattern(service: string, text: string, free: boolean): readonly GlobToken[] {
  return text.split(/(\$\{\w+\})/).flatMap((piece) => {
    const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (variable === undefined) return tokensOf(piece, "everything");
    if (variable === "Everything") return [{ set: { char: "*" }, many: false }];
    return atLeastOne(free ? "any" : setOf(service, variable));
  });
}
