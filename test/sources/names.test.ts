import { describe, expect, it } from "vitest";
import { setOf } from "../../generator/iam/reference/type-patterns.ts";
import { pullSources } from "../../generator/sources/pull-sources.ts";
import { pushSources } from "../../generator/sources/push-sources.ts";
import type { ArnKind, Field } from "../../generator/sources/source.ts";
import { accessPoints, asyncFailureDestinations, fileSystems, keys } from "../../generator/sources/targets.ts";
import { nameLimits } from "../../generator/spec/values/names.ts";
import facts from "../facts/name-limits.json" with { type: "json" };

/** The characters and lengths of names, against the models of the services' own APIs: nothing is refused that AWS takes. */

interface Limit {
  readonly max?: number;
  readonly pattern?: string;
}

const limits = facts.limits as Readonly<Record<string, Limit>>;

/** A field of the tables → where its service's API takes the name. */
const modelled: Readonly<Record<string, string>> = {
  "sqs.QueueName": "sqs.CreateQueue.QueueName",
  "sns.TopicName": "sns.CreateTopic.Name",
  "logs.LogGroupName": "logs.CreateLogGroup.logGroupName",
  "eventbridge.RuleName": "events.PutRule.Name",
  "eventbridge.EventBusName": "events.CreateEventBus.Name",
  "destination events.EventBusName": "events.CreateEventBus.Name",
  "cognito.UserPoolId": "cognito-idp.DescribeUserPool.UserPoolId",
  "iot.RuleName": "iot.CreateTopicRule.ruleName",
  "iot_authorizer.AuthorizerName": "iot.CreateAuthorizer.authorizerName",
  "iot_provisioning.TemplateName": "iot.CreateProvisioningTemplate.templateName",
  "codecommit.RepositoryName": "codecommit.CreateRepository.repositoryName",
  "bedrock.AgentId": "bedrock-agent.GetAgent.agentId",
  "lex.BotId": "lexv2-models.DescribeBotAlias.botId",
  "lex.BotAliasId": "lexv2-models.DescribeBotAlias.botId",
  "scheduler.GroupName": "scheduler.CreateScheduleGroup.Name",
  "pipes.PipeName": "pipes.CreatePipe.Name",
  "firehose.DeliveryStreamName": "firehose.CreateDeliveryStream.DeliveryStreamName",
  "codepipeline.PipelineName": "codepipeline.CreatePipeline.pipeline.name",
  "s3batch.JobId": "s3control.DescribeJob.JobId",
  "kinesis.StreamName": "kinesis.CreateStream.StreamName",
  "kinesis.ConsumerName": "kinesis.RegisterStreamConsumer.ConsumerName",
  "destination lambda.Qualifier": "lambda.CreateAlias.Name",
};

/** Names whose characters the models tell in words alone, as letters and digits and these; the words stand on the pages. */
const inWords: Readonly<Record<string, readonly [also: string, most: number, docs: string]>> = {
  "s3.BucketName": [".-_", 255, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"],
  "sqs.QueueName": ["-_.", 80, "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"],
  "destination sqs.QueueName": [
    "-_.",
    80,
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  ],
  "destination sns.TopicName": ["-_.", 256, "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"],
  "sns.TopicName": ["-_.", 256, "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"],
  // What is created has no `!`; what AWS manages for a service begins with the service and one.
  "secretsmanager.SecretId": [
    "/_+=.@-!",
    519,
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html",
  ],
  "alb.TargetGroupName": [
    "-",
    32,
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  ],
  "alarm.AlarmName": [
    " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    255,
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  ],
  "ses.RuleSetName": ["-_", 64, "https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateReceiptRuleSet.html"],
  "ses.RuleName": ["-_.", 64, "https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html"],
  "stepfunctions.StateMachineName": [
    "!'()+-.=@_",
    80,
    "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
  ],
  "rds.ClusterId": ["-", 63, "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html"],
  "rds.InstanceId": ["-", 63, "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html"],
  "dynamodb.TableName": [
    "_-.",
    255,
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
  ],
  "msk.ClusterName": ["-", 64, "https://docs.aws.amazon.com/msk/latest/developerguide/create-cluster.html"],
  "mq.BrokerName": ["-_", 50, "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html"],
  "documentdb.cluster.Name": ["-", 63, "https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CreateDBCluster.html"],
  "documentdb.parameter_group.Name": [
    "-_.",
    255,
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/cluster_parameter_groups.html",
  ],
  "documentdb.subnet_group.Name": [
    "._ -",
    255,
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CreateDBSubnetGroup.html",
  ],
  "destination lambda.FunctionName": ["-_", 64, "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"],
};

/** Ids that AWS makes itself, each as AWS writes one: the table must take it. */
const ids: Readonly<Record<string, string>> = {
  "apigateway.ApiId": "a1b2c3d4e5",
  "authorizer.AuthorizerId": "a1b2c3",
  "apigateway_role.ApiId": "a1b2c3d4e5",
  "alb.TargetGroupId": "0123456789abcdef",
  "config.ConfigRuleId": "config-rule-a1b2c3",
  "config.ServicePrincipal": "config-conforms.amazonaws.com",
  "lattice.TargetGroupId": "tg-0123456789abcdef0",
  "connect.InstanceId": "0a1b2c3d-1111-2222-3333-444455556666",
  "cloudfront.DistributionId": "E1A2B3C4D5E6F7",
  "appsync.ApiId": "abcdefghijklmnopqrstuvwxyz",
  "appsync_datasource.ApiId": "abcdefghijklmnopqrstuvwxyz",
  "transfer.ServerId": "s-0123456789abcdef0",
  "workmail.OrganizationId": "m-0123456789abcdef0123456789abcdef",
  "chime_messaging.AppInstanceId": "0a1b2c3d-1111-2222-3333-444455556666",
  "kinesis.ConsumerCreation": "1706659200",
  "dynamodb.StreamLabel": "2026-01-31T12:00:00.000",
  "msk.Uuid": "0a1b2c3d-1111-2222-3333-444455556666-2",
  "msk.ClusterAccount": "123456789012",
  "mq.BrokerId": "b-0a1b2c3d-1111-2222-3333-444455556666",
  "key kms.KeyId": "mrk-0123456789abcdef0123456789abcdef",
  "mount elasticfilesystem.AccessPointId": "fsap-0123456789abcdef0",
  "mount s3files.AccessPointId": "fsap-0123456789abcdef0",
  "mount s3files.FileSystemId": "fs-0123456789abcdef0",
  "system elasticfilesystem.FileSystemId": "fs-0123456789abcdef0",
  "system s3files.FileSystemId": "fs-0123456789abcdef0",
};

/** Parts of an address, which other tests hold against API Gateway's grammar. */
const addresses = /^(apigateway|httpapi|websocket)\.(Stage|Method|Path|Route|Routes|RouteKey)$/;

function fieldsOf(): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  const seen = new Set<Field>();
  const add = (key: string, { fields }: Pick<ArnKind, "fields">) => {
    for (const [name, field] of Object.entries(fields)) {
      // A field that several kinds share is looked at once.
      if (!seen.has(field)) found.set(`${key}.${name}`, field);
      seen.add(field);
    }
  };
  for (const [key, source] of Object.entries(pushSources)) if (source.kind === "arn" || source.kind === "role") add(key, source);
  for (const [key, source] of Object.entries(pullSources)) {
    if (source.kind === "arn") add(key, source);
    if (source.kind === "things") for (const [name, thing] of Object.entries(source.things)) add(`${key}.${name}`, thing);
  }
  const kinds = { destination: asyncFailureDestinations, mount: accessPoints, system: fileSystems, key: keys };
  for (const [word, table] of Object.entries(kinds))
    for (const [service, kind] of Object.entries(table)) add(`${word} ${service}`, kind);
  return found;
}

const fields = fieldsOf();
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The characters that a field takes between two letters, those that are IAM's wildcards in an ARN left aside. */
function taken({ takes, slashes }: Field): string {
  return printable.filter((char) => takes.test.test(`a${char}a`) && (slashes === true || !/[/:]/.test(char))).join("");
}

/** The characters of a model's pattern, where one is a run of them: `[\w.-]+`. */
function classOf(pattern: string): string {
  const whole = new RegExp(`^(?:${pattern.replace(/^\^|\$$/g, "")})$`);
  return printable.filter((char) => whole.test(char) || whole.test(`a${char}a`)).join("");
}

describe("the names of sources", () => {
  it("are known, each by its API's model, by its page, or as an id", () => {
    const unknown = [...fields.keys()].filter(
      (key) => modelled[key] === undefined && inWords[key] === undefined && ids[key] === undefined && !addresses.test(key),
    );
    expect(unknown).toEqual([]);
    const stale = [...Object.keys(modelled), ...Object.keys(inWords), ...Object.keys(ids)].filter((key) => !fields.has(key));
    expect(stale).toEqual([]);
  });

  it.each(Object.entries(modelled).filter(([key, path]) => limits[path]?.pattern !== undefined && inWords[key] === undefined))(
    "%s takes what %s takes",
    (key, path) => {
      const field = fields.get(key);
      const { pattern = "", max } = limits[path] ?? {};
      if (field === undefined) throw new Error(`no field ${key}`);
      const fixed = /\{\d+\}/.test(pattern) || key === "cognito.UserPoolId";
      if (fixed) expect(field.takes.test.test(key === "cognito.UserPoolId" ? "eu-west-1_AbCdEf" : "AB12CD34EF")).toBe(true);
      else for (const char of classOf(pattern)) expect(taken(field), `${key} refuses "${char}"`).toContain(char);
      if (max !== undefined) expect(field.most ?? max).toBeGreaterThanOrEqual(max);
    },
  );

  it.each(Object.entries(inWords))("%s takes letters, digits and %s", (key, [also, most]) => {
    const field = fields.get(key);
    if (field === undefined) throw new Error(`no field ${key}`);
    expect([...taken(field)].sort().join("")).toBe([...`${lettersAndDigits}${also}`].sort().join(""));
    expect(field.most).toBe(most);
  });

  it.each(Object.entries(ids))("%s takes %s", (key, id) => {
    const field = fields.get(key);
    if (field === undefined) throw new Error(`no field ${key}`);
    expect(field.takes.test.test(id)).toBe(true);
    expect(field.shape?.test.test(id) ?? true).toBe(true);
    expect(id.length).toBeLessThanOrEqual(field.most ?? id.length);
  });

  it("of roles are those that IAM takes", () => {
    for (const char of classOf(limits["iam.CreateRole.RoleName"]?.pattern ?? ""))
      expect(nameLimits.role.characters.test(char)).toBe(true);
    expect(nameLimits.role.most).toBe(limits["iam.CreateRole.RoleName"]?.max);
  });
});

/** Variables of the reference's ARNs, with a slash or a colon that their API takes: the table of type-patterns.ts must know. */
const variables: readonly (readonly [service: string, variable: string, path: string])[] = [
  ["logs", "LogGroupName", "logs.CreateLogGroup.logGroupName"],
  ["events", "EventBusName", "events.CreateEventBus.Name"],
  ["events", "RuleName", "events.PutRule.Name"],
  ["events", "ArchiveName", "events.CreateArchive.ArchiveName"],
  ["events", "ApiDestinationName", "events.CreateApiDestination.Name"],
  ["events", "ConnectionName", "events.CreateConnection.Name"],
  ["cognito-identity", "IdentityPoolId", "cognito-identity.DescribeIdentityPool.IdentityPoolId"],
  ["cognito-idp", "UserPoolId", "cognito-idp.DescribeUserPool.UserPoolId"],
  ["ecr", "RepositoryName", "ecr.CreateRepository.repositoryName"],
  ["athena", "WorkGroupName", "athena.CreateWorkGroup.Name"],
  ["dynamodb", "BackupName", "dynamodb.CreateBackup.BackupName"],
  ["kinesis", "StreamName", "kinesis.CreateStream.StreamName"],
  ["kinesis", "ConsumerName", "kinesis.RegisterStreamConsumer.ConsumerName"],
  ["firehose", "DeliveryStreamName", "firehose.CreateDeliveryStream.DeliveryStreamName"],
  ["scheduler", "ScheduleName", "scheduler.CreateSchedule.Name"],
  ["scheduler", "GroupName", "scheduler.CreateScheduleGroup.Name"],
  ["sts", "RoleSessionName", "sts.AssumeRole.RoleSessionName"],
];

describe("the variables of the reference's ARNs", () => {
  it.each(variables)("of %s: %s may hold the slashes and colons that %s takes", (service, variable, path) => {
    const pattern = new RegExp(`^(?:${limits[path]?.pattern?.replace(/^\^|\$$/g, "") ?? ""})$`);
    const sample = { slash: ["a/a"], colon: ["a:a", "a:1"] };
    const set = setOf(service, variable);
    const holds = (texts: readonly string[]) => texts.some((text) => pattern.test(text));
    if (holds(sample.slash)) expect(["any", "no colon"]).toContain(set);
    if (holds(sample.colon)) expect(["any", "no slash"]).toContain(set);
  });
});
