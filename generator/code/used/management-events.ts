import { findAction } from "../../iam/reference/reference.ts";

/**
 * What records can tell was never called. A trail logs events of management unless it is told not to; of data only where it is told to,
 * and of some services nothing. An action that is no call of an API (`iam:PassRole`), or that AWS checks within another call
 * (`dynamodb:TagResource` while a table is made), stands in no record at all. So what is not listed here is never told as unused.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */

interface LoggedCalls {
  /** The service's own page on what it logs. */
  readonly docs: string;
  /** Actions that are calls of the API and are logged as management. */
  readonly management?: RegExp;
  /** Actions that are calls of the API and are logged, if at all, where a trail is told to log data. */
  readonly data?: RegExp;
  /**
   * True where a trail may leave out all of the service: AWS KMS can be excluded, and what is global is logged in one region only.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
   */
  readonly mayBeLeftOut?: true;
}

const loggedCalls: Readonly<Record<string, LoggedCalls>> = {
  appconfig: {
    docs: "https://docs.aws.amazon.com/appconfig/latest/userguide/logging-using-cloudtrail.html",
    data: /^(StartConfigurationSession|GetLatestConfiguration)$/,
  },
  athena: {
    docs: "https://docs.aws.amazon.com/athena/latest/ug/monitor-with-cloudtrail.html",
    management:
      /^((Start|Stop|Get)QueryExecution|GetQueryResults|BatchGet(QueryExecution|NamedQuery)|ListQueryExecutions|(Create|Get|Delete)NamedQuery|ListNamedQueries)$/,
  },
  batch: {
    docs: "https://docs.aws.amazon.com/batch/latest/userguide/logging-using-cloudtrail.html",
    management: /^((Submit|Cancel|Terminate)Job|(Describe|List)Jobs|Describe(JobQueues|JobDefinitions|ComputeEnvironments))$/,
  },
  bedrock: {
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html",
    data: /^(InvokeModel(WithResponseStream)?|InvokeAgent|InvokeFlow|Retrieve(AndGenerate)?|ApplyGuardrail)$/,
  },
  cloudformation: {
    docs: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-api-logging-cloudtrail.html",
    management:
      /^((Create|Delete|Update|List)Stacks?|Describe(Stacks|StackEvents|StackResources?)|ListStackResources|GetTemplate)$/,
  },
  cloudfront: {
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/logging_using_cloudtrail.html",
    management: /^((Create|Get|List)Invalidations?|(Get|Update|Delete|List)Distributions?|GetDistributionConfig)$/,
    mayBeLeftOut: true,
  },
  cloudwatch: {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html",
    management: /^(PutMetricAlarm|PutCompositeAlarm|SetAlarmState|DescribeAlarms|DeleteAlarms|(Enable|Disable)AlarmActions)$/,
    data: /^(PutMetricData|GetMetric(Data|Statistics|WidgetImage)|ListMetrics)$/,
  },
  codebuild: {
    docs: "https://docs.aws.amazon.com/codebuild/latest/userguide/cloudtrail.html",
    management: /^((Start|Stop|Retry)Build|BatchGet(Builds|Projects)|List(Builds|Projects|BuildsForProject))$/,
  },
  codepipeline: {
    docs: "https://docs.aws.amazon.com/codepipeline/latest/userguide/monitoring-cloudtrail-logs.html",
    management: /^(PutJob(Success|Failure)Result|(Start|Stop|Get)PipelineExecution|GetPipeline(State)?|PutApprovalResult)$/,
  },
  "cognito-identity": {
    docs: "https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html",
    data: /^(GetId|GetCredentialsForIdentity|GetOpenIdToken(ForDeveloperIdentity)?)$/,
  },
  dynamodb: {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html",
    management:
      /^((Create|Delete|Update|Describe)Table|ListTables|(Create|Delete|Describe)Backup|ListBackups|(Describe|Update)(ContinuousBackups|TimeToLive)|RestoreTable(FromBackup|ToPointInTime)|ListTagsOfResource|ExportTableToPointInTime|DescribeExport|ListExports|DescribeLimits|DescribeEndpoints)$/,
    data: /^((Put|Get|Update|Delete|BatchGet|BatchWrite)Item|Query|Scan|GetRecords|GetShardIterator)$/,
  },
  ec2: {
    docs: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/using-cloudtrail.html",
    management:
      /^((Run|Start|Stop|Reboot|Terminate)Instances|Describe(Instances|InstanceStatus|Volumes|Snapshots|Images|SecurityGroups|Subnets|Vpcs|NetworkInterfaces|Regions|AvailabilityZones|Tags|Addresses|RouteTables)|(Create|Delete)Snapshot|CreateImage|DeregisterImage|(Attach|Detach)Volume|(Authorize|Revoke)SecurityGroup(Ingress|Egress)|(Associate|Disassociate)Address|ModifyInstanceAttribute)$/,
  },
  ecr: {
    docs: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html",
    management: /^(Describe(Images|Repositories|ImageScanFindings)|ListImages|BatchDeleteImage|StartImageScan|PutImage)$/,
  },
  ecs: {
    docs: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html",
    management:
      /^((Run|Stop|Start)Task|(Describe|List)(Tasks|Services|Clusters)|DescribeTaskDefinition|ListTaskDefinitions|(Register|Deregister)TaskDefinition|(Create|Update|Delete)Service)$/,
  },
  events: {
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-logging-monitoring.html",
    management:
      /^(Put(Rule|Targets)|RemoveTargets|(Delete|Describe|Disable|Enable)Rule|List(Rules|TargetsByRule|RuleNamesByTarget|EventBuses)|DescribeEventBus)$/,
    data: /^PutEvents$/,
  },
  "execute-api": {
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/cloudtrail.html",
    data: /^ManageConnections$/,
  },
  firehose: {
    docs: "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudtrail.html",
    management: /^((Create|Delete|Describe|List)DeliveryStreams?|UpdateDestination|(Start|Stop)DeliveryStreamEncryption)$/,
    data: /^PutRecord(Batch)?$/,
  },
  glue: {
    docs: "https://docs.aws.amazon.com/glue/latest/dg/monitor-cloudtrail.html",
    management: /^((Start|Get)JobRuns?|BatchStopJobRun|(Start|Stop|Get)Crawlers?|(Start|Get)WorkflowRun|GetJobs?)$/,
  },
  iam: {
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
    management:
      /^((Create|Delete|Get|Update)(Role|User|Group|Policy|AccessKey|InstanceProfile)|List(Roles|Users|Groups|Policies|AccessKeys|AttachedRolePolicies|RolePolicies|MFADevices)|(Attach|Detach|Put|Get|Delete)(Role|User|Group)Policy|GetAccessKeyLastUsed|(Get|Generate)CredentialReport|GetAccountSummary)$/,
    mayBeLeftOut: true,
  },
  kinesis: {
    docs: "https://docs.aws.amazon.com/streams/latest/dev/logging-using-cloudtrail.html",
    management:
      /^((Create|Delete|Describe|List)Streams?|DescribeStreamSummary|ListShards|UpdateShardCount|(Merge|Split)Shards?)$/,
    data: /^(PutRecords?|GetRecords|GetShardIterator|SubscribeToShard)$/,
  },
  kms: {
    docs: "https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html",
    management:
      /^(Decrypt|Encrypt|GenerateDataKey(WithoutPlaintext|Pair|PairWithoutPlaintext)?|GenerateMac|VerifyMac|Sign|Verify|GetPublicKey|DescribeKey|ListKeys|ListAliases|GetKeyPolicy|(Create|Schedule|Cancel)Key(Deletion)?)$/,
    mayBeLeftOut: true,
  },
  lambda: {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html",
    management:
      /^((Create|Delete|Get|List)Functions?|(Update|Get)FunctionConfiguration|UpdateFunctionCode|PublishVersion|ListVersionsByFunction|(Create|Update|Delete|Get)Alias|ListAliases|(Create|Update|Delete|Get|List)EventSourceMappings?|(Add|Remove)Permission|(Put|Delete)FunctionConcurrency)$/,
    data: /^InvokeFunction$/,
  },
  logs: {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html",
    management:
      /^((Create|Delete)Log(Group|Stream)|DescribeLog(Groups|Streams)|(Put|Delete)(RetentionPolicy|MetricFilter|SubscriptionFilter)|Describe(MetricFilters|SubscriptionFilters)|(Create|Cancel)ExportTask|DescribeExportTasks)$/,
    data: /^(PutLogEvents|GetLogEvents|FilterLogEvents|StartQuery|StopQuery|GetQueryResults)$/,
  },
  "rds-data": {
    docs: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/logging-using-cloudtrail-data-api.html",
    data: /^((Execute|BatchExecute)Statement|(Begin|Commit|Rollback)Transaction)$/,
  },
  rds: {
    docs: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/logging-using-cloudtrail.html",
    management:
      /^((Start|Stop|Reboot|Modify|Delete)DB(Instance|Cluster)|Describe(DBInstances|DBClusters|DBSnapshots|DBClusterSnapshots|Events)|(Create|Delete|Copy)DB(Cluster)?Snapshot|FailoverDBCluster)$/,
  },
  route53: {
    docs: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/logging-using-cloudtrail.html",
    management: /^(ChangeResourceRecordSets|GetChange|List(HostedZones(ByName)?|ResourceRecordSets)|GetHostedZone)$/,
    mayBeLeftOut: true,
  },
  s3: {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html",
    management:
      /^(CreateBucket|DeleteBucket(Policy|Website)?|ListAllMyBuckets|GetBucket(Acl|CORS|Location|Logging|Notification|Policy|PolicyStatus|Tagging|Versioning|Website|PublicAccessBlock|OwnershipControls)|PutBucket(CORS|Logging|Notification|Policy|Website|PublicAccessBlock)|(Get|Put)(Encryption|Lifecycle|Replication|Inventory|Metrics|Analytics)Configuration)$/,
    data: /^((Get|Put|Delete)Object|(Get|Put)ObjectAcl|(Get|Put|Delete)ObjectTagging|ListBucket|AbortMultipartUpload|ListMultipartUploadParts|RestoreObject)$/,
  },
  sagemaker: {
    docs: "https://docs.aws.amazon.com/sagemaker/latest/dg/logging-using-cloudtrail.html",
    management:
      /^((Create|Describe|Stop)(TrainingJob|TransformJob|ProcessingJob)|(Create|Describe|Update|Delete)Endpoint|(Create|Describe|Delete)(Model|EndpointConfig))$/,
    data: /^InvokeEndpoint(Async|WithResponseStream)?$/,
  },
  scheduler: {
    docs: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/logging-using-cloudtrail.html",
    management: /^((Create|Delete|Get|Update)Schedule|(Create|Delete|Get)ScheduleGroup|ListSchedule(s|Groups))$/,
  },
  secretsmanager: {
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-cloudtrail.html",
    management:
      /^((BatchGet|Get|Put)SecretValue|(Create|Describe|Delete|Restore|Update|Rotate)Secret|ListSecrets|ListSecretVersionIds|UpdateSecretVersionStage|GetRandomPassword|GetResourcePolicy)$/,
  },
  ses: {
    docs: "https://docs.aws.amazon.com/ses/latest/dg/logging-using-cloudtrail.html",
    management: /^((Get|Create|Delete|List)EmailIdentit(y|ies)|(Get|Create|Update|Delete)EmailTemplate|GetAccount|GetSendQuota)$/,
    data: /^Send((Bulk)?(Templated)?Email|RawEmail|CustomVerificationEmail)$/,
  },
  sns: {
    docs: "https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html",
    management:
      /^((Create|Delete)Topic|ListTopics|(Get|Set)TopicAttributes|Subscribe|Unsubscribe|ConfirmSubscription|ListSubscriptions(ByTopic)?|(Get|Set)SubscriptionAttributes|(Create|Delete)PlatformEndpoint|DeleteEndpoint|(Get|Set)EndpointAttributes)$/,
    data: /^Publish$/,
  },
  sqs: {
    docs: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html",
    management:
      /^((Create|Delete|Purge)Queue|ListQueues|GetQueueUrl|SetQueueAttributes|ListDeadLetterSourceQueues|(Start|Cancel)MessageMoveTask)$/,
    data: /^((Send|Receive|Delete)Message|ChangeMessageVisibility)$/,
  },
  ssm: {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html",
    management:
      /^(Get(Parameters?|ParametersByPath|ParameterHistory)|PutParameter|DeleteParameters?|DescribeParameters|SendCommand|(List|Cancel)Commands?|ListCommandInvocations|GetCommandInvocation|DescribeInstanceInformation|(Start|Get|Stop)AutomationExecution)$/,
  },
  states: {
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cloud-trail.html",
    management: /^((Create|Delete|Describe|List|Update)StateMachines?|(Create|Delete|Describe)Activity|ListActivities)$/,
    data: /^((Start|StartSync|Stop|Describe)Execution|ListExecutions|GetExecutionHistory|SendTask(Success|Failure|Heartbeat)|GetActivityTask)$/,
  },
  sts: {
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
    management: /^(AssumeRole|GetFederationToken)$/,
  },
  verifiedpermissions: {
    docs: "https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/logging-using-cloudtrail.html",
    data: /^(Batch)?IsAuthorized(WithToken)?$/,
  },
  xray: {
    docs: "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-cloudtrail.html",
    data: /^Put(TraceSegments|TelemetryRecords)$/,
  },
};

/** How a call of an action would stand in records; `nowhere` for what is not known to stand in any. */
type LoggedAs = "management" | "data" | "nowhere";

/** How a call of an action is logged, and whether trails may leave its whole service out. */
export function loggedAs(action: string): { readonly as: LoggedAs; readonly mayBeLeftOut: boolean } {
  const [service = "", name = ""] = action.split(":");
  const known = Object.hasOwn(loggedCalls, service) ? loggedCalls[service] : undefined;
  const as = known?.management?.test(name) === true ? "management" : known?.data?.test(name) === true ? "data" : "nowhere";
  return { as, mayBeLeftOut: known?.mayBeLeftOut === true };
}

/**
 * True for an action that trails log as one that only reads, which a trail may be told to leave out; whatever AWS KMS and STS do is one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html#read-write-events-mgmt
 */
export function isReading(action: string): boolean {
  return /^(List|Read)/.test(findAction(action)?.level ?? "") || /^(kms|sts):/.test(action);
}
