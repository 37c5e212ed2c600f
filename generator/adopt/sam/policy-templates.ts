/**
 * What the policy templates of SAM grant, with `${…}` for what a template is given.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */

interface GivenStatement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function allows(actions: string, ...resources: readonly string[]): GivenStatement {
  return { Effect: "Allow", Action: actions.split(" "), Resource: resources };
}

function here(service: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
}

export const policyTemplates: Readonly<Record<string, readonly GivenStatement[]>> = {
  AMIDescribePolicy: [allows("ec2:DescribeImages", "*")],
  AWSSecretsManagerGetSecretValuePolicy: [allows("secretsmanager:GetSecretValue", "${SecretArn}")],
  AWSSecretsManagerRotationPolicy: [
    {
      ...allows(
        "secretsmanager:DescribeSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:UpdateSecretVersionStage",
        here("secretsmanager", "secret:*"),
      ),
      Condition: {
        StringEquals: { "secretsmanager:resource/AllowRotationLambdaArn": here("lambda", "function:${FunctionName}") },
      },
    },
    allows("secretsmanager:GetRandomPassword", "*"),
  ],
  AcmGetCertificatePolicy: [allows("acm:GetCertificate", "${CertificateArn}")],
  AthenaQueryPolicy: [
    allows(
      "athena:ListWorkGroups athena:GetExecutionEngine athena:GetExecutionEngines athena:GetNamespace athena:GetCatalogs athena:GetNamespaces athena:GetTables athena:GetTable",
      "*",
    ),
    allows(
      "athena:StartQueryExecution athena:GetQueryResults athena:DeleteNamedQuery athena:GetNamedQuery athena:ListQueryExecutions athena:StopQueryExecution athena:GetQueryResultsStream athena:ListNamedQueries athena:CreateNamedQuery athena:GetQueryExecution athena:BatchGetNamedQuery athena:BatchGetQueryExecution athena:GetWorkGroup",
      here("athena", "workgroup/${WorkGroupName}"),
    ),
  ],
  CloudFormationDescribeStacksPolicy: [allows("cloudformation:DescribeStacks", here("cloudformation", "stack/*"))],
  CloudWatchDashboardPolicy: [
    allows("cloudwatch:GetDashboard cloudwatch:ListDashboards cloudwatch:PutDashboard cloudwatch:ListMetrics", "*"),
  ],
  CloudWatchDescribeAlarmHistoryPolicy: [allows("cloudwatch:DescribeAlarmHistory", "*")],
  CloudWatchPutMetricPolicy: [allows("cloudwatch:PutMetricData", "*")],
  CodeCommitCrudPolicy: [
    allows(
      "codecommit:GitPull codecommit:GitPush codecommit:CreateBranch codecommit:DeleteBranch codecommit:GetBranch codecommit:ListBranches codecommit:MergeBranchesByFastForward codecommit:MergeBranchesBySquash codecommit:MergeBranchesByThreeWay codecommit:UpdateDefaultBranch codecommit:BatchDescribeMergeConflicts codecommit:CreateUnreferencedMergeCommit codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:CreatePullRequest codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:MergePullRequestByFastForward codecommit:MergePullRequestBySquash codecommit:MergePullRequestByThreeWay codecommit:PostCommentForPullRequest codecommit:UpdatePullRequestDescription codecommit:UpdatePullRequestStatus codecommit:UpdatePullRequestTitle codecommit:DeleteFile codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:PutFile codecommit:DeleteCommentContent codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:PostCommentForComparedCommit codecommit:PostCommentReply codecommit:UpdateComment codecommit:BatchGetCommits codecommit:CreateCommit codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:UpdateRepositoryDescription codecommit:ListTagsForResource codecommit:TagResource codecommit:UntagResource codecommit:GetRepositoryTriggers codecommit:PutRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:UploadArchive codecommit:GetUploadArchiveStatus codecommit:CancelUploadArchive",
      here("codecommit", "${RepositoryName}"),
    ),
  ],
  CodeCommitReadPolicy: [
    allows(
      "codecommit:GitPull codecommit:GetBranch codecommit:ListBranches codecommit:BatchDescribeMergeConflicts codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:BatchGetCommits codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:ListTagsForResource codecommit:GetRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:GetUploadArchiveStatus",
      here("codecommit", "${RepositoryName}"),
    ),
  ],
  CodePipelineLambdaExecutionPolicy: [allows("codepipeline:PutJobSuccessResult codepipeline:PutJobFailureResult", "*")],
  CodePipelineReadOnlyPolicy: [allows("codepipeline:ListPipelineExecutions", here("codepipeline", "${PipelineName}"))],
  ComprehendBasicAccessPolicy: [
    allows(
      "comprehend:BatchDetectKeyPhrases comprehend:DetectDominantLanguage comprehend:DetectEntities comprehend:BatchDetectEntities comprehend:DetectKeyPhrases comprehend:DetectSentiment comprehend:BatchDetectDominantLanguage comprehend:BatchDetectSentiment",
      "*",
    ),
  ],
  CostExplorerReadOnlyPolicy: [
    allows(
      "ce:GetCostAndUsage ce:GetDimensionValues ce:GetReservationCoverage ce:GetReservationPurchaseRecommendation ce:GetReservationUtilization ce:GetTags",
      "*",
    ),
  ],
  DynamoDBBackupFullAccessPolicy: [
    allows("dynamodb:CreateBackup dynamodb:DescribeContinuousBackups", here("dynamodb", "table/${TableName}")),
    allows("dynamodb:DeleteBackup dynamodb:DescribeBackup dynamodb:ListBackups", here("dynamodb", "table/${TableName}/backup/*")),
  ],
  DynamoDBCrudPolicy: [
    allows(
      "dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan dynamodb:Query dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:BatchGetItem dynamodb:DescribeTable dynamodb:ConditionCheckItem",
      here("dynamodb", "table/${TableName}"),
      here("dynamodb", "table/${TableName}/index/*"),
    ),
  ],
  DynamoDBReadPolicy: [
    allows(
      "dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem dynamodb:DescribeTable",
      here("dynamodb", "table/${TableName}"),
      here("dynamodb", "table/${TableName}/index/*"),
    ),
  ],
  DynamoDBReconfigurePolicy: [allows("dynamodb:UpdateTable", here("dynamodb", "table/${TableName}"))],
  DynamoDBRestoreFromBackupPolicy: [
    allows("dynamodb:RestoreTableFromBackup", here("dynamodb", "table/${TableName}/backup/*")),
    allows(
      "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchWriteItem",
      here("dynamodb", "table/${TableName}"),
    ),
  ],
  DynamoDBStreamReadPolicy: [
    allows(
      "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator",
      here("dynamodb", "table/${TableName}/stream/${StreamName}"),
    ),
    allows("dynamodb:ListStreams", here("dynamodb", "table/${TableName}/stream/*")),
  ],
  DynamoDBWritePolicy: [
    allows(
      "dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem",
      here("dynamodb", "table/${TableName}"),
      here("dynamodb", "table/${TableName}/index/*"),
    ),
  ],
  EC2CopyImagePolicy: [allows("ec2:CopyImage", here("ec2", "image/${ImageId}"))],
  EC2DescribePolicy: [allows("ec2:DescribeRegions ec2:DescribeInstances", "*")],
  EFSWriteAccessPolicy: [
    {
      ...allows(
        "elasticfilesystem:ClientMount elasticfilesystem:ClientWrite",
        here("elasticfilesystem", "file-system/${FileSystem}"),
      ),
      Condition: {
        StringEquals: { "elasticfilesystem:AccessPointArn": here("elasticfilesystem", "access-point/${AccessPoint}") },
      },
    },
  ],
  EKSDescribePolicy: [allows("eks:DescribeCluster eks:ListClusters", "*")],
  EcsRunTaskPolicy: [allows("ecs:RunTask", here("ecs", "task-definition/${TaskDefinition}"))],
  ElasticMapReduceAddJobFlowStepsPolicy: [
    allows("elasticmapreduce:AddJobFlowSteps", here("elasticmapreduce", "cluster/${ClusterId}")),
  ],
  ElasticMapReduceCancelStepsPolicy: [allows("elasticmapreduce:CancelSteps", here("elasticmapreduce", "cluster/${ClusterId}"))],
  ElasticMapReduceModifyInstanceFleetPolicy: [
    allows(
      "elasticmapreduce:ModifyInstanceFleet elasticmapreduce:ListInstanceFleets",
      here("elasticmapreduce", "cluster/${ClusterId}"),
    ),
  ],
  ElasticMapReduceModifyInstanceGroupsPolicy: [
    allows(
      "elasticmapreduce:ModifyInstanceGroups elasticmapreduce:ListInstanceGroups",
      here("elasticmapreduce", "cluster/${ClusterId}"),
    ),
  ],
  ElasticMapReduceSetTerminationProtectionPolicy: [
    allows("elasticmapreduce:SetTerminationProtection", here("elasticmapreduce", "cluster/${ClusterId}")),
  ],
  ElasticMapReduceTerminateJobFlowsPolicy: [
    allows("elasticmapreduce:TerminateJobFlows", here("elasticmapreduce", "cluster/${ClusterId}")),
  ],
  ElasticsearchHttpPostPolicy: [allows("es:ESHttpPost es:ESHttpPut", here("es", "domain/${DomainName}/*"))],
  EventBridgePutEventsPolicy: [allows("events:PutEvents", here("events", "event-bus/${EventBusName}"))],
  FilterLogEventsPolicy: [allows("logs:FilterLogEvents", here("logs", "log-group:${LogGroupName}:log-stream:*"))],
  FirehoseCrudPolicy: [
    allows(
      "firehose:CreateDeliveryStream firehose:DeleteDeliveryStream firehose:DescribeDeliveryStream firehose:PutRecord firehose:PutRecordBatch firehose:UpdateDestination",
      here("firehose", "deliverystream/${DeliveryStreamName}"),
    ),
  ],
  FirehoseWritePolicy: [
    allows("firehose:PutRecord firehose:PutRecordBatch", here("firehose", "deliverystream/${DeliveryStreamName}")),
  ],
  KMSDecryptPolicy: [allows("kms:Decrypt", here("kms", "key/${KeyId}"))],
  KMSEncryptPolicy: [allows("kms:Encrypt", here("kms", "key/${KeyId}"))],
  KMSEncryptPolicy_v2: [
    allows(
      "kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext",
      here("kms", "key/${KeyId}"),
    ),
  ],
  KinesisCrudPolicy: [
    allows(
      "kinesis:AddTagsToStream kinesis:CreateStream kinesis:DecreaseStreamRetentionPeriod kinesis:DeleteStream kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetShardIterator kinesis:IncreaseStreamRetentionPeriod kinesis:ListTagsForStream kinesis:MergeShards kinesis:PutRecord kinesis:PutRecords kinesis:SplitShard kinesis:RemoveTagsFromStream",
      here("kinesis", "stream/${StreamName}"),
    ),
  ],
  KinesisStreamReadPolicy: [
    allows("kinesis:ListStreams kinesis:DescribeLimits", here("kinesis", "stream/*")),
    allows(
      "kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator",
      here("kinesis", "stream/${StreamName}"),
    ),
  ],
  LambdaInvokePolicy: [allows("lambda:InvokeFunction", here("lambda", "function:${FunctionName}*"))],
  MobileAnalyticsWriteOnlyAccessPolicy: [allows("mobileanalytics:PutEvents", "*")],
  OrganizationsListAccountsPolicy: [allows("organizations:ListAccounts", "*")],
  PinpointEndpointAccessPolicy: [
    allows(
      "mobiletargeting:GetEndpoint mobiletargeting:UpdateEndpoint mobiletargeting:UpdateEndpointsBatch",
      here("mobiletargeting", "apps/${PinpointApplicationId}/endpoints/*"),
    ),
  ],
  PollyFullAccessPolicy: [
    allows("polly:GetLexicon polly:DeleteLexicon", here("polly", "lexicon/${LexiconName}")),
    allows("polly:DescribeVoices polly:ListLexicons polly:PutLexicon polly:SynthesizeSpeech", here("polly", "lexicon/*")),
  ],
  RekognitionDetectOnlyPolicy: [
    allows("rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels rekognition:DetectText", "*"),
  ],
  RekognitionFacesManagementPolicy: [
    allows(
      "rekognition:IndexFaces rekognition:DeleteFaces rekognition:SearchFaces rekognition:SearchFacesByImage rekognition:ListFaces",
      here("rekognition", "collection/${CollectionId}"),
    ),
  ],
  RekognitionFacesPolicy: [allows("rekognition:CompareFaces rekognition:DetectFaces", "*")],
  RekognitionLabelsPolicy: [allows("rekognition:DetectLabels rekognition:DetectModerationLabels", "*")],
  RekognitionNoDataAccessPolicy: [
    allows(
      "rekognition:CompareFaces rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels",
      here("rekognition", "collection/${CollectionId}"),
    ),
  ],
  RekognitionReadPolicy: [
    allows(
      "rekognition:ListCollections rekognition:ListFaces rekognition:SearchFaces rekognition:SearchFacesByImage",
      here("rekognition", "collection/${CollectionId}"),
    ),
  ],
  RekognitionWriteOnlyAccessPolicy: [
    allows("rekognition:CreateCollection rekognition:IndexFaces", here("rekognition", "collection/${CollectionId}")),
  ],
  Route53ChangeResourceRecordSetsPolicy: [
    allows("route53:ChangeResourceRecordSets", "arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}"),
  ],
  S3CrudPolicy: [
    allows(
      "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration s3:DeleteObject",
      "arn:${AWS::Partition}:s3:::${BucketName}",
      "arn:${AWS::Partition}:s3:::${BucketName}/*",
    ),
  ],
  S3FullAccessPolicy: [
    allows(
      "s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:DeleteObject s3:DeleteObjectTagging s3:DeleteObjectVersionTagging s3:GetObjectTagging s3:GetObjectVersionTagging s3:PutObjectTagging s3:PutObjectVersionTagging",
      "arn:${AWS::Partition}:s3:::${BucketName}/*",
    ),
    allows(
      "s3:ListBucket s3:GetBucketLocation s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration",
      "arn:${AWS::Partition}:s3:::${BucketName}",
    ),
  ],
  S3ReadPolicy: [
    allows(
      "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:GetLifecycleConfiguration",
      "arn:${AWS::Partition}:s3:::${BucketName}",
      "arn:${AWS::Partition}:s3:::${BucketName}/*",
    ),
  ],
  S3WritePolicy: [
    allows(
      "s3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration",
      "arn:${AWS::Partition}:s3:::${BucketName}",
      "arn:${AWS::Partition}:s3:::${BucketName}/*",
    ),
  ],
  SESBulkTemplatedCrudPolicy: [
    allows(
      "ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail ses:VerifyEmailIdentity",
      here("ses", "identity/${IdentityName}"),
    ),
  ],
  SESBulkTemplatedCrudPolicy_v2: [
    allows(
      "ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail",
      here("ses", "identity/${IdentityName}"),
      here("ses", "template/${TemplateName}"),
    ),
    allows("ses:GetIdentityVerificationAttributes ses:VerifyEmailIdentity", "*"),
  ],
  SESCrudPolicy: [
    allows(
      "ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:VerifyEmailIdentity",
      here("ses", "identity/${IdentityName}"),
    ),
  ],
  SESEmailTemplateCrudPolicy: [
    allows(
      "ses:CreateTemplate ses:GetTemplate ses:ListTemplates ses:UpdateTemplate ses:DeleteTemplate ses:TestRenderTemplate",
      "*",
    ),
  ],
  SESSendBouncePolicy: [allows("ses:SendBounce", here("ses", "identity/${IdentityName}"))],
  SNSCrudPolicy: [
    allows(
      "sns:ListSubscriptionsByTopic sns:CreateTopic sns:SetTopicAttributes sns:Subscribe sns:Publish",
      here("sns", "${TopicName}*"),
    ),
  ],
  SNSPublishMessagePolicy: [allows("sns:Publish", here("sns", "${TopicName}"))],
  SQSPollerPolicy: [
    allows(
      "sqs:ChangeMessageVisibility sqs:ChangeMessageVisibilityBatch sqs:DeleteMessage sqs:DeleteMessageBatch sqs:GetQueueAttributes sqs:ReceiveMessage",
      here("sqs", "${QueueName}"),
    ),
  ],
  SQSSendMessagePolicy: [allows("sqs:SendMessage*", here("sqs", "${QueueName}"))],
  SSMParameterReadPolicy: [
    allows("ssm:DescribeParameters", "*"),
    allows("ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath", here("ssm", "parameter/${ParameterName}")),
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    allows("ssm:DescribeParameters", "*"),
    allows("ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath", here("ssm", "parameter${ParameterName}")),
  ],
  SageMakerCreateEndpointConfigPolicy: [
    allows("sagemaker:CreateEndpointConfig", here("sagemaker", "endpoint-config/${EndpointConfigName}")),
  ],
  SageMakerCreateEndpointPolicy: [allows("sagemaker:CreateEndpoint", here("sagemaker", "endpoint/${EndpointName}"))],
  ServerlessRepoReadWriteAccessPolicy: [
    allows(
      "serverlessrepo:CreateApplication serverlessrepo:CreateApplicationVersion serverlessrepo:UpdateApplication serverlessrepo:GetApplication serverlessrepo:ListApplications serverlessrepo:ListApplicationVersions serverlessrepo:ListApplicationDependencies",
      here("serverlessrepo", "applications/*"),
    ),
  ],
  StepFunctionsCallbackPolicy: [
    allows(
      "states:SendTaskFailure states:SendTaskHeartbeat states:SendTaskSuccess",
      here("states", "stateMachine:${StateMachineName}"),
    ),
  ],
  StepFunctionsExecutionPolicy: [allows("states:StartExecution", here("states", "stateMachine:${StateMachineName}"))],
  StepFunctionsExecutionPolicy_v2: [
    allows("states:StartExecution states:StartSyncExecution", here("states", "stateMachine:${StateMachineName}")),
  ],
  TextractDetectAnalyzePolicy: [
    allows(
      "textract:DetectDocumentText textract:StartDocumentTextDetection textract:StartDocumentAnalysis textract:AnalyzeDocument",
      "*",
    ),
  ],
  TextractGetResultPolicy: [allows("textract:GetDocumentTextDetection textract:GetDocumentAnalysis", "*")],
  TextractPolicy: [allows("textract:*", "*")],
  VPCAccessPolicy: [
    allows("ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DetachNetworkInterface", "*"),
  ],
};
