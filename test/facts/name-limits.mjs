/**
 * Writes name-limits.json anew, from the models of the services' own APIs as botocore has them:
 * node test/facts/name-limits.mjs botocore/data VERSION
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [data, version] = process.argv.slice(2);

/** What a name, or another value, is called where a thing is made or looked up: service, operation, member. */
const members = `
  sqs.CreateQueue.QueueName sns.CreateTopic.Name logs.CreateLogGroup.logGroupName secretsmanager.CreateSecret.Name
  events.CreateEventBus.Name events.PutRule.Name lambda.CreateAlias.Name elbv2.CreateTargetGroup.Name s3.CreateBucket.Bucket
  cognito-idp.DescribeUserPool.UserPoolId cloudwatch.PutMetricAlarm.AlarmName iot.CreateTopicRule.ruleName
  iot.CreateAuthorizer.authorizerName iot.CreateProvisioningTemplate.templateName ses.CreateReceiptRule.RuleSetName
  ses.CreateReceiptRule.Rule.Name codecommit.CreateRepository.repositoryName connect.DescribeInstance.InstanceId
  bedrock-agent.GetAgent.agentId lexv2-models.DescribeBotAlias.botId scheduler.CreateScheduleGroup.Name pipes.CreatePipe.Name
  stepfunctions.CreateStateMachine.name firehose.CreateDeliveryStream.DeliveryStreamName codepipeline.CreatePipeline.pipeline.name
  s3control.DescribeJob.JobId rds.CreateDBCluster.DBClusterIdentifier rds.CreateDBInstance.DBInstanceIdentifier
  kinesis.CreateStream.StreamName kinesis.RegisterStreamConsumer.ConsumerName dynamodb.CreateTable.TableName
  kafka.CreateClusterV2.ClusterName mq.CreateBroker.BrokerName docdb.CreateDBSubnetGroup.DBSubnetGroupName iam.CreateRole.RoleName
  cognito-identity.DescribeIdentityPool.IdentityPoolId ecr.CreateRepository.repositoryName athena.CreateWorkGroup.Name
  dynamodb.CreateBackup.BackupName ssm.PutParameter.Name sts.AssumeRole.RoleSessionName scheduler.CreateSchedule.Name
  iam.CreateRole.Description iam.CreateRole.Path iam.CreateRole.MaxSessionDuration logs.CreateLogGroup.logGroupClass
  logs.PutSubscriptionFilter.distribution logs.PutSubscriptionFilter.filterPattern events.PutTargets.Targets.Id
  events.PutTargets.Targets.Input events.PutTargets.Targets.InputPath events.PutTargets.Targets.InputTransformer.InputTemplate
  events.PutTargets.Targets.RetryPolicy.MaximumEventAgeInSeconds events.PutTargets.Targets.RetryPolicy.MaximumRetryAttempts
  scheduler.CreateSchedule.Description scheduler.CreateSchedule.ScheduleExpression
  scheduler.CreateSchedule.ScheduleExpressionTimezone scheduler.CreateSchedule.State
  scheduler.CreateSchedule.FlexibleTimeWindow.Mode scheduler.CreateSchedule.FlexibleTimeWindow.MaximumWindowInMinutes
  scheduler.CreateSchedule.Target.RetryPolicy.MaximumEventAgeInSeconds
  scheduler.CreateSchedule.Target.RetryPolicy.MaximumRetryAttempts events.CreateArchive.ArchiveName events.CreateApiDestination.Name events.CreateConnection.Name
`
  .trim()
  .split(/\s+/);

function modelOf(service) {
  const versions = readdirSync(join(data, service)).sort();
  const folder = join(data, service, versions.at(-1));
  const [file] = readdirSync(folder).filter((name) => name.startsWith("service-2.json"));
  const bytes = readFileSync(join(folder, file));
  return JSON.parse(file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

function limitOf(path) {
  const [service, operation, ...member] = path.split(".");
  const { operations, shapes } = modelOf(service);
  let shape = shapes[operations[operation].input.shape];
  for (const name of member) {
    while (shape.type === "list") shape = shapes[shape.member.shape];
    shape = shapes[shape.members[name].shape];
  }
  const { min, max, pattern, enum: choices } = shape;
  return [path, { min, max, pattern, enum: choices }];
}

const source = `botocore ${version}, botocore/data/SERVICE/VERSION/service-2.json: https://github.com/boto/botocore`;
const limits = Object.fromEntries(members.map(limitOf).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(new URL("name-limits.json", import.meta.url), `${JSON.stringify({ source, limits }, null, 2)}\n`);
