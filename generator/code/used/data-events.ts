/**
 * Services whose calls on data a trail does not log unless it is told to: what is not in the trail may have been called all the same.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
const dataServices: Readonly<Record<string, RegExp>> = {
  bedrock: /^(Invoke|Retrieve|Apply|Get.*Memory)/,
  "cognito-identity": /^Get/,
  dynamodb: /^(Batch|Get(Item|Records)|Put(Item)|Update(Item)|Delete(Item)|Query|Scan|PartiQL|ConditionCheck|GetShardIterator)/,
  kinesis: /^(Put|GetRecords|GetShardIterator|SubscribeToShard)/,
  firehose: /^Put/,
  lambda: /^Invoke/,
  logs: /^(Put|CreateLogStream|FilterLogEvents|GetLogEvents)/,
  s3: /^(Get|Put|Delete|List|Head|Abort|Restore|Select)(?!.*(Configuration|Bucket(?!$)|Policy))/,
  sns: /^(Publish)/,
  sqs: /^(Send|Receive|Delete|Change)(Message)/,
  states: /^(Start|Send|Describe|Get)(Execution|Task|SyncExecution|Activity)/,
  timestream: /^(Write|Select)/,
  xray: /^Put/,
  cloudwatch: /^(Put|Get)Metric/,
  "execute-api": /./,
  "rds-data": /./,
  appconfig: /^(StartConfigurationSession|GetLatestConfiguration)/,
};

/** True for an action that a trail logs only where it logs data. */
export function isDataAction(action: string): boolean {
  const [service = "", name = ""] = action.split(":");
  return Object.hasOwn(dataServices, service) && (dataServices[service]?.test(name) ?? false);
}
