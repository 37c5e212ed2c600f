/**
 * Methods of the SDKs that are no actions of IAM, and the actions that AWS checks for them.
 * A person reads the method's name in the code of a function and writes it into the policy.
 */

interface Methods {
  readonly docs: string;
  /** Alternatives and companions in one sentence's order: the first is the one that is always needed. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

export const sdkMethods: Readonly<Record<string, Methods>> = {
  s3: {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    methods: {
      CompleteMultipartUpload: ["s3:PutObject"],
      CreateBucketMetadataConfiguration: ["s3:CreateBucketMetadataTableConfiguration"],
      CreateSession: ["s3express:CreateSession"],
      CopyObject: ["s3:GetObject", "s3:PutObject"],
      CreateMultipartUpload: ["s3:PutObject"],
      DeleteBucketAnalyticsConfiguration: ["s3:PutAnalyticsConfiguration"],
      DeleteBucketCors: ["s3:PutBucketCORS"],
      DeleteBucketEncryption: ["s3:PutEncryptionConfiguration"],
      DeleteBucketIntelligentTieringConfiguration: ["s3:PutIntelligentTieringConfiguration"],
      DeleteBucketInventoryConfiguration: ["s3:PutInventoryConfiguration"],
      DeleteBucketLifecycle: ["s3:PutLifecycleConfiguration"],
      DeleteBucketMetadataConfiguration: ["s3:DeleteBucketMetadataTableConfiguration"],
      DeleteBucketMetricsConfiguration: ["s3:PutMetricsConfiguration"],
      DeleteBucketOwnershipControls: ["s3:PutBucketOwnershipControls"],
      DeleteBucketReplication: ["s3:PutReplicationConfiguration"],
      DeleteBucketTagging: ["s3:PutBucketTagging"],
      DeleteObjects: ["s3:DeleteObject"],
      Download: ["s3:GetObject"],
      DownloadFile: ["s3:GetObject"],
      DownloadFileobj: ["s3:GetObject"],
      DeletePublicAccessBlock: ["s3:PutBucketPublicAccessBlock"],
      GetBucketAccelerateConfiguration: ["s3:GetAccelerateConfiguration"],
      GetBucketAnalyticsConfiguration: ["s3:GetAnalyticsConfiguration"],
      GetBucketEncryption: ["s3:GetEncryptionConfiguration"],
      GetBucketIntelligentTieringConfiguration: ["s3:GetIntelligentTieringConfiguration"],
      GetBucketInventoryConfiguration: ["s3:GetInventoryConfiguration"],
      GetBucketLifecycle: ["s3:GetLifecycleConfiguration"],
      GetBucketLifecycleConfiguration: ["s3:GetLifecycleConfiguration"],
      GetBucketMetadataConfiguration: ["s3:GetBucketMetadataTableConfiguration"],
      GetBucketMetricsConfiguration: ["s3:GetMetricsConfiguration"],
      GetBucketNotificationConfiguration: ["s3:GetBucketNotification"],
      GetBucketReplication: ["s3:GetReplicationConfiguration"],
      GetObjectLockConfiguration: ["s3:GetBucketObjectLockConfiguration"],
      GetPublicAccessBlock: ["s3:GetBucketPublicAccessBlock"],
      HeadBucket: ["s3:ListBucket"],
      HeadObject: ["s3:GetObject"],
      ListBucketAnalyticsConfigurations: ["s3:GetAnalyticsConfiguration"],
      ListBucketIntelligentTieringConfigurations: ["s3:GetIntelligentTieringConfiguration"],
      ListBucketInventoryConfigurations: ["s3:GetInventoryConfiguration"],
      ListBucketMetricsConfigurations: ["s3:GetMetricsConfiguration"],
      ListBuckets: ["s3:ListAllMyBuckets"],
      ListDirectoryBuckets: ["s3express:ListAllMyDirectoryBuckets"],
      ListMultipartUploads: ["s3:ListBucketMultipartUploads"],
      ListObjectVersions: ["s3:ListBucketVersions"],
      ListObjects: ["s3:ListBucket"],
      ListObjectsV2: ["s3:ListBucket"],
      ListParts: ["s3:ListMultipartUploadParts"],
      PutBucketAccelerateConfiguration: ["s3:PutAccelerateConfiguration"],
      PutBucketAnalyticsConfiguration: ["s3:PutAnalyticsConfiguration"],
      PutBucketEncryption: ["s3:PutEncryptionConfiguration"],
      PutBucketIntelligentTieringConfiguration: ["s3:PutIntelligentTieringConfiguration"],
      PutBucketInventoryConfiguration: ["s3:PutInventoryConfiguration"],
      PutBucketLifecycle: ["s3:PutLifecycleConfiguration"],
      PutBucketLifecycleConfiguration: ["s3:PutLifecycleConfiguration"],
      PutBucketMetricsConfiguration: ["s3:PutMetricsConfiguration"],
      PutBucketNotificationConfiguration: ["s3:PutBucketNotification"],
      PutBucketReplication: ["s3:PutReplicationConfiguration"],
      PutObjectLockConfiguration: ["s3:PutBucketObjectLockConfiguration"],
      PutPublicAccessBlock: ["s3:PutBucketPublicAccessBlock"],
      SelectObjectContent: ["s3:GetObject"],
      Upload: ["s3:PutObject"],
      UploadFileobj: ["s3:PutObject"],
      UploadFile: ["s3:PutObject"],
      UploadPart: ["s3:PutObject"],
      UploadPartCopy: ["s3:GetObject", "s3:PutObject"],
      WriteGetObjectResponse: ["s3-object-lambda:WriteGetObjectResponse"],
    },
  },
  dynamodb: {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html",
    methods: {
      // Of the document client.
      BatchGet: ["dynamodb:BatchGetItem"],
      BatchWrite: ["dynamodb:BatchWriteItem"],
      Delete: ["dynamodb:DeleteItem"],
      Get: ["dynamodb:GetItem"],
      Put: ["dynamodb:PutItem"],
      TransactGet: ["dynamodb:GetItem"],
      TransactWrite: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
      Update: ["dynamodb:UpdateItem"],
      BatchExecuteStatement: [
        "dynamodb:PartiQLSelect",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PartiQLDelete",
      ],
      ExecuteStatement: ["dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"],
      ExecuteTransaction: [
        "dynamodb:PartiQLSelect",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PartiQLDelete",
      ],
      TransactGetItems: ["dynamodb:GetItem"],
      TransactWriteItems: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
    },
  },
  sqs: {
    docs: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html",
    methods: {
      ChangeMessageVisibilityBatch: ["sqs:ChangeMessageVisibility"],
      DeleteMessageBatch: ["sqs:DeleteMessage"],
      SendMessageBatch: ["sqs:SendMessage"],
    },
  },
  sns: {
    docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html",
    methods: { PublishBatch: ["sns:Publish"] },
  },
  lambda: {
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    methods: {
      GetLayerVersionByArn: ["lambda:GetLayerVersion"],
      Invoke: ["lambda:InvokeFunction"],
      InvokeWithResponseStream: ["lambda:InvokeFunction"],
    },
  },
  kms: {
    docs: "https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html",
    methods: { ReEncrypt: ["kms:ReEncryptFrom", "kms:ReEncryptTo"] },
  },
  bedrock: {
    docs: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html",
    methods: {
      Converse: ["bedrock:InvokeModel"],
      ConverseStream: ["bedrock:InvokeModelWithResponseStream"],
      InvokeModelWithBidirectionalStream: ["bedrock:InvokeModel"],
      RetrieveAndGenerateStream: ["bedrock:RetrieveAndGenerate"],
      StartAsyncInvoke: ["bedrock:InvokeModel"],
    },
  },
  apigateway: {
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html",
    methods: {
      DeleteConnection: ["execute-api:ManageConnections"],
      GetConnection: ["execute-api:ManageConnections"],
      PostToConnection: ["execute-api:ManageConnections"],
    },
  },
  cloudwatch: {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html",
    methods: { PutMetric: ["cloudwatch:PutMetricData"], GetMetric: ["cloudwatch:GetMetricData"] },
  },
  "redshift-data": {
    docs: "https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResultV2.html",
    methods: { GetStatementResultV2: ["redshift-data:GetStatementResult"] },
  },
  timestream: {
    docs: "https://docs.aws.amazon.com/timestream/latest/developerguide/security_iam_id-based-policy-examples.html",
    methods: { Query: ["timestream:Select"] },
  },
  cloudfront: {
    docs: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html",
    methods: { CreateDistributionWithTags: ["cloudfront:CreateDistribution", "cloudfront:TagResource"] },
  },
  budgets: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html",
    methods: Object.fromEntries([
      ...["CreateBudget", "UpdateBudget", "DeleteBudget", "CreateNotification", "UpdateNotification", "DeleteNotification"].map(
        (method) => [method, ["budgets:ModifyBudget"]],
      ),
      ...["CreateSubscriber", "UpdateSubscriber", "DeleteSubscriber"].map((method) => [method, ["budgets:ModifyBudget"]]),
      ...["DescribeBudget", "DescribeBudgets", "DescribeBudgetPerformanceHistory", "DescribeNotificationsForBudget"].map(
        (method) => [method, ["budgets:ViewBudget"]],
      ),
    ]),
  },
  "neptune-db": {
    docs: "https://docs.aws.amazon.com/neptune/latest/userguide/iam-dp-actions.html",
    methods: {
      CancelGremlinQuery: ["neptune-db:CancelQuery"],
      CancelOpenCypherQuery: ["neptune-db:CancelQuery"],
      ExecuteGremlinQuery: ["neptune-db:ReadDataViaQuery", "neptune-db:WriteDataViaQuery", "neptune-db:DeleteDataViaQuery"],
      ExecuteOpenCypherQuery: ["neptune-db:ReadDataViaQuery", "neptune-db:WriteDataViaQuery", "neptune-db:DeleteDataViaQuery"],
      GetGremlinQueryStatus: ["neptune-db:GetQueryStatus"],
      GetOpenCypherQueryStatus: ["neptune-db:GetQueryStatus"],
      GetPropertygraphStream: ["neptune-db:GetStreamRecords"],
      GetPropertygraphSummary: ["neptune-db:GetGraphSummary"],
      GetSparqlStream: ["neptune-db:GetStreamRecords"],
      ManagePropertygraphStatistics: ["neptune-db:ManageStatistics"],
      ManageSparqlStatistics: ["neptune-db:ManageStatistics"],
    },
  },
  ecr: {
    docs: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    methods: { GetLogin: ["ecr:GetAuthorizationToken"], GetLoginPassword: ["ecr:GetAuthorizationToken"] },
  },
  es: {
    docs: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    methods: { Search: ["es:ESHttpGet", "es:ESHttpPost"], Bulk: ["es:ESHttpPost"], Index: ["es:ESHttpPut", "es:ESHttpPost"] },
  },
};
