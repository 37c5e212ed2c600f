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
      CopyObject: ["s3:GetObject", "s3:PutObject"],
      CreateMultipartUpload: ["s3:PutObject"],
      DeleteBucketAnalyticsConfiguration: ["s3:PutAnalyticsConfiguration"],
      DeleteBucketCors: ["s3:PutBucketCORS"],
      DeleteBucketEncryption: ["s3:PutEncryptionConfiguration"],
      DeleteBucketInventoryConfiguration: ["s3:PutInventoryConfiguration"],
      DeleteBucketLifecycle: ["s3:PutLifecycleConfiguration"],
      DeleteBucketMetricsConfiguration: ["s3:PutMetricsConfiguration"],
      DeleteBucketOwnershipControls: ["s3:PutBucketOwnershipControls"],
      DeleteBucketReplication: ["s3:PutReplicationConfiguration"],
      DeleteBucketTagging: ["s3:PutBucketTagging"],
      DeleteObjects: ["s3:DeleteObject"],
      DeletePublicAccessBlock: ["s3:PutBucketPublicAccessBlock"],
      GetBucketAccelerateConfiguration: ["s3:GetAccelerateConfiguration"],
      GetBucketEncryption: ["s3:GetEncryptionConfiguration"],
      GetBucketLifecycle: ["s3:GetLifecycleConfiguration"],
      GetBucketLifecycleConfiguration: ["s3:GetLifecycleConfiguration"],
      GetBucketNotificationConfiguration: ["s3:GetBucketNotification"],
      GetBucketReplication: ["s3:GetReplicationConfiguration"],
      GetObjectLockConfiguration: ["s3:GetBucketObjectLockConfiguration"],
      GetPublicAccessBlock: ["s3:GetBucketPublicAccessBlock"],
      HeadBucket: ["s3:ListBucket"],
      HeadObject: ["s3:GetObject"],
      ListBuckets: ["s3:ListAllMyBuckets"],
      ListMultipartUploads: ["s3:ListBucketMultipartUploads"],
      ListObjectVersions: ["s3:ListBucketVersions"],
      ListObjects: ["s3:ListBucket"],
      ListObjectsV2: ["s3:ListBucket"],
      ListParts: ["s3:ListMultipartUploadParts"],
      PutBucketAccelerateConfiguration: ["s3:PutAccelerateConfiguration"],
      PutBucketEncryption: ["s3:PutEncryptionConfiguration"],
      PutBucketLifecycleConfiguration: ["s3:PutLifecycleConfiguration"],
      PutBucketNotificationConfiguration: ["s3:PutBucketNotification"],
      PutBucketReplication: ["s3:PutReplicationConfiguration"],
      PutObjectLockConfiguration: ["s3:PutBucketObjectLockConfiguration"],
      PutPublicAccessBlock: ["s3:PutBucketPublicAccessBlock"],
      SelectObjectContent: ["s3:GetObject"],
      UploadFile: ["s3:PutObject"],
      UploadPart: ["s3:PutObject"],
      UploadPartCopy: ["s3:GetObject", "s3:PutObject"],
      WriteGetObjectResponse: ["s3-object-lambda:WriteGetObjectResponse"],
    },
  },
  dynamodb: {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html",
    methods: {
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
    methods: { Invoke: ["lambda:InvokeFunction"], InvokeWithResponseStream: ["lambda:InvokeFunction"] },
  },
  kms: {
    docs: "https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html",
    methods: { ReEncrypt: ["kms:ReEncryptFrom", "kms:ReEncryptTo"] },
  },
  bedrock: {
    docs: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html",
    methods: { Converse: ["bedrock:InvokeModel"], ConverseStream: ["bedrock:InvokeModelWithResponseStream"] },
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
  ecr: {
    docs: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    methods: { GetLogin: ["ecr:GetAuthorizationToken"], GetLoginPassword: ["ecr:GetAuthorizationToken"] },
  },
  es: {
    docs: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    methods: { Search: ["es:ESHttpGet", "es:ESHttpPost"], Bulk: ["es:ESHttpPost"], Index: ["es:ESHttpPut", "es:ESHttpPost"] },
  },
};

/**
 * What a service is called in the SDKs, in Terraform or by people, where its prefix in IAM is another.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const serviceNames: Readonly<Record<string, string>> = {
  "amazon-bedrock": "bedrock",
  apigatewaymanagementapi: "execute-api",
  apigatewayv2: "apigateway",
  "bedrock-agent": "bedrock",
  "bedrock-agent-runtime": "bedrock",
  "bedrock-runtime": "bedrock",
  "cloudwatch-events": "events",
  "cloudwatch-logs": "logs",
  cloudwatchevents: "events",
  cloudwatchlogs: "logs",
  cognito: "cognito-idp",
  "cognito-identity-provider": "cognito-idp",
  cognitoidentityprovider: "cognito-idp",
  ddb: "dynamodb",
  documentdb: "rds",
  docdb: "rds",
  dynamo: "dynamodb",
  "dynamodb-streams": "dynamodb",
  dynamodbstreams: "dynamodb",
  efs: "elasticfilesystem",
  elb: "elasticloadbalancing",
  elbv2: "elasticloadbalancing",
  emr: "elasticmapreduce",
  eventbridge: "events",
  "iot-data": "iot",
  "iot-data-plane": "iot",
  iotdata: "iot",
  location: "geo",
  msk: "kafka",
  parameterstore: "ssm",
  "parameter-store": "ssm",
  pinpoint: "mobiletargeting",
  "s3-control": "s3",
  s3control: "s3",
  secrets: "secretsmanager",
  "secrets-manager": "secretsmanager",
  sesv2: "ses",
  sfn: "states",
  stepfunctions: "states",
  "step-functions": "states",
};
