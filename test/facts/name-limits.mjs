/**
 * Writes name-limits.json anew, from the models of the services' own APIs as botocore has them:
 * node test/facts/name-limits.mjs botocore/data VERSION
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [data, version] = process.argv.slice(2);

/** What a name is called where a thing is made or looked up: service, operation, member. */
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
  events.CreateArchive.ArchiveName events.CreateApiDestination.Name events.CreateConnection.Name
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
  for (const name of member) shape = shapes[shape.members[name].shape];
  const { min, max, pattern } = shape;
  return [path, { min, max, pattern }];
}

const source = `botocore ${version}, botocore/data/SERVICE/VERSION/service-2.json: https://github.com/boto/botocore`;
const limits = Object.fromEntries(members.map(limitOf).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(new URL("name-limits.json", import.meta.url), `${JSON.stringify({ source, limits }, null, 2)}\n`);
