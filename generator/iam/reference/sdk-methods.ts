/**
 * Methods of the SDKs that are no actions of IAM, and the actions that AWS checks for them.
 * A person reads the method's name in the code of a function and writes it into the policy.
 */

interface Methods {
  readonly docs: string;
  /** Alternatives and companions in one sentence's order: the first is the one that is always needed. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

/**
 * What manages APIs is checked by the method of its request, of both versions' operations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-create-and-manage-api.html,
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html, https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html
 */
const apiGatewayRequests: Readonly<Record<string, readonly string[]>> = {
  DELETE: [
    "DeleteAccessLogSettings DeleteApi DeleteApiKey DeleteApiMapping DeleteAuthorizer DeleteBasePathMapping",
    "DeleteClientCertificate DeleteCorsConfiguration DeleteDeployment DeleteDocumentationPart DeleteDocumentationVersion",
    "DeleteDomainName DeleteDomainNameAccessAssociation DeleteGatewayResponse DeleteIntegration DeleteIntegrationResponse",
    "DeleteMethod DeleteMethodResponse DeleteModel DeleteRequestValidator DeleteResource DeleteRestApi DeleteRoute",
    "DeleteRouteRequestParameter DeleteRouteResponse DeleteRouteSettings DeleteStage DeleteUsagePlan DeleteUsagePlanKey",
    "DeleteVpcLink FlushStageAuthorizersCache FlushStageCache ResetAuthorizersCache",
  ],
  GET: [
    "ExportApi GetAccount GetApi GetApiKey GetApiKeys GetApiMapping GetApiMappings GetApis GetAuthorizer GetAuthorizers",
    "GetBasePathMapping GetBasePathMappings GetClientCertificate GetClientCertificates GetDeployment GetDeployments",
    "GetDocumentationPart GetDocumentationParts GetDocumentationVersion GetDocumentationVersions GetDomainName",
    "GetDomainNameAccessAssociations GetDomainNames GetExport GetGatewayResponse GetGatewayResponses GetIntegration",
    "GetIntegrationResponse GetIntegrationResponses GetIntegrations GetMethod GetMethodResponse GetModel GetModelTemplate",
    "GetModels GetRequestValidator GetRequestValidators GetResource GetResources GetRestApi GetRestApis GetRoute",
    "GetRouteResponse GetRouteResponses GetRoutes GetSdk GetSdkType GetSdkTypes GetStage GetStages GetTags GetUsage",
    "GetUsagePlan GetUsagePlanKey GetUsagePlanKeys GetUsagePlans GetVpcLink GetVpcLinks",
  ],
  PATCH: [
    "UpdateAccount UpdateApi UpdateApiKey UpdateApiMapping UpdateAuthorizer UpdateBasePathMapping UpdateClientCertificate",
    "UpdateDeployment UpdateDocumentationPart UpdateDocumentationVersion UpdateDomainName UpdateGatewayResponse",
    "UpdateIntegration UpdateIntegrationResponse UpdateMethod UpdateMethodResponse UpdateModel UpdateRequestValidator",
    "UpdateResource UpdateRestApi UpdateRoute UpdateRouteResponse UpdateStage UpdateUsage UpdateUsagePlan UpdateVpcLink",
  ],
  POST: [
    "CreateApi CreateApiKey CreateApiMapping CreateAuthorizer CreateBasePathMapping CreateDeployment CreateDocumentationPart",
    "CreateDocumentationVersion CreateDomainName CreateDomainNameAccessAssociation CreateIntegration",
    "CreateIntegrationResponse CreateModel CreateRequestValidator CreateResource CreateRestApi CreateRoute",
    "CreateRouteResponse CreateStage CreateUsagePlan CreateUsagePlanKey CreateVpcLink GenerateClientCertificate ImportApiKeys",
    "ImportRestApi RejectDomainNameAccessAssociation TestInvokeAuthorizer TestInvokeMethod",
  ],
  PUT: [
    "ImportApi ImportDocumentationParts PutGatewayResponse PutIntegration PutIntegrationResponse PutMethod PutMethodResponse",
    "PutRestApi PutRoutingRule ReimportApi",
  ],
};

const methodsOfApiGateway = {
  ...Object.fromEntries(
    Object.entries(apiGatewayRequests).flatMap(([method, names]) =>
      names.flatMap((some) => some.split(" ")).map((name) => [name, [`apigateway:${method}`]]),
    ),
  ),
  // By PUT in the first version, by POST in the second.
  TagResource: ["apigateway:PUT", "apigateway:POST"],
  UntagResource: ["apigateway:DELETE"],
};

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
      ...methodsOfApiGateway,
      DeleteConnection: ["execute-api:ManageConnections"],
      GetConnection: ["execute-api:ManageConnections"],
      PostToConnection: ["execute-api:ManageConnections"],
    },
  },
  "access-analyzer": {
    docs: "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_GetFindingV2.html",
    methods: { GetFindingV2: ["access-analyzer:GetFinding"], ListFindingsV2: ["access-analyzer:ListFindings"] },
  },
  "bcm-pricing-calculator": {
    docs: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AWSBCMPricingCalculator_BatchCreateWorkloadEstimateUsage.html",
    methods: Object.fromEntries(
      ["BillScenarioCommitmentModification", "BillScenarioUsageModification", "WorkloadEstimateUsage"].flatMap((of) =>
        ["Create", "Delete", "Update"].map((does) => [`Batch${does}${of}`, [`bcm-pricing-calculator:${does}${of}`]]),
      ),
    ),
  },
  cassandra: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkeyspacesforapachecassandra.html",
    methods: {
      CreateKeyspace: ["cassandra:Create"],
      CreateTable: ["cassandra:Create"],
      CreateType: ["cassandra:Create"],
      DeleteKeyspace: ["cassandra:Drop"],
      DeleteTable: ["cassandra:Drop"],
      DeleteType: ["cassandra:Drop"],
      GetKeyspace: ["cassandra:Select"],
      GetTable: ["cassandra:Select"],
      GetTableAutoScalingSettings: ["cassandra:Select"],
      GetType: ["cassandra:Select"],
      ListKeyspaces: ["cassandra:Select"],
      ListTables: ["cassandra:Select"],
      ListTagsForResource: ["cassandra:Select"],
      ListTypes: ["cassandra:Select"],
      RestoreTable: ["cassandra:Restore"],
      UpdateKeyspace: ["cassandra:Alter"],
      UpdateTable: ["cassandra:Alter"],
    },
  },
  dms: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdatabasemigrationservice.html",
    methods: {
      DescribeDataProviders: ["dms:ListDataProviders"],
      DescribeExtensionPackAssociations: ["dms:ListExtensionPacks"],
      DescribeInstanceProfiles: ["dms:ListInstanceProfiles"],
      DescribeMetadataModelAssessments: ["dms:ListMetadataModelAssessments"],
      DescribeMetadataModelConversions: ["dms:ListMetadataModelConversions"],
      DescribeMetadataModelExportsAsScript: ["dms:ListMetadataModelExports"],
      DescribeMetadataModelExportsToTarget: ["dms:ListMetadataModelExports"],
      DescribeMigrationProjects: ["dms:ListMigrationProjects"],
      ModifyConversionConfiguration: ["dms:UpdateConversionConfiguration"],
      ModifyDataProvider: ["dms:UpdateDataProvider"],
      ModifyInstanceProfile: ["dms:UpdateInstanceProfile"],
      ModifyMigrationProject: ["dms:UpdateMigrationProject"],
      StartExtensionPackAssociation: ["dms:AssociateExtensionPack"],
      StartMetadataModelExportAsScript: ["dms:StartMetadataModelExportAsScripts"],
    },
  },
  verifiedpermissions: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonverifiedpermissions.html",
    methods: {
      BatchGetPolicy: ["verifiedpermissions:GetPolicy"],
      BatchIsAuthorized: ["verifiedpermissions:IsAuthorized"],
      BatchIsAuthorizedWithToken: ["verifiedpermissions:IsAuthorizedWithToken"],
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
      DeletePropertygraphStatistics: ["neptune-db:DeleteStatistics"],
      DeleteSparqlStatistics: ["neptune-db:DeleteStatistics"],
      ExecuteFastReset: ["neptune-db:ResetDatabase"],
      ExecuteGremlinExplainQuery: [
        "neptune-db:ReadDataViaQuery",
        "neptune-db:WriteDataViaQuery",
        "neptune-db:DeleteDataViaQuery",
      ],
      ExecuteGremlinProfileQuery: [
        "neptune-db:ReadDataViaQuery",
        "neptune-db:WriteDataViaQuery",
        "neptune-db:DeleteDataViaQuery",
      ],
      ExecuteOpenCypherExplainQuery: ["neptune-db:ReadDataViaQuery"],
      GetMLDataProcessingJob: ["neptune-db:GetMLDataProcessingJobStatus"],
      GetMLEndpoint: ["neptune-db:GetMLEndpointStatus"],
      GetMLModelTrainingJob: ["neptune-db:GetMLModelTrainingJobStatus"],
      GetMLModelTransformJob: ["neptune-db:GetMLModelTransformJobStatus"],
      GetPropertygraphStatistics: ["neptune-db:GetStatisticsStatus"],
      GetRDFGraphSummary: ["neptune-db:GetGraphSummary"],
      GetSparqlStatistics: ["neptune-db:GetStatisticsStatus"],
      ListGremlinQueries: ["neptune-db:GetQueryStatus"],
      ListOpenCypherQueries: ["neptune-db:GetQueryStatus"],
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
