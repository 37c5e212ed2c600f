/**
 * Where AWS's authorization reference is silent or says less than AWS does: each entry with the page that says it.
 */

interface Pattern {
  readonly docs: string;
  readonly patterns: readonly string[];
}

/** More ARNs of a resource type, by `service/type`. `${Everything}` stands for a literal `*`. */
export const morePatterns: Readonly<Record<string, Pattern>> = {
  // "Actions that operate on a function can be restricted to a specific function by function, version, or alias ARN."
  "lambda/function": {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html",
    patterns: ["arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Qualifier}"],
  },
  // A log group's own ARN ends in ":*" in policies, for most actions.
  "logs/log-group": {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html",
    patterns: ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:${Everything}"],
  },
  "logs/log-stream": {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html",
    patterns: ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:${Everything}"],
  },
  // A Multi-Region Access Point has no region in its ARN.
  "s3/accesspointobject": {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html",
    patterns: ["arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}/object/${ObjectName}"],
  },
  // Requests to a domain are authorised by their path: domain/orders/*.
  "es/domain": {
    docs: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    patterns: ["arn:${Partition}:es:${Region}:${Account}:domain/${DomainName}/${IndexPath}"],
  },
  // Parameters and documents that AWS publishes belong to no account.
  "ssm/parameter": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html",
    patterns: ["arn:${Partition}:ssm:${Region}::parameter/${ParameterNameWithoutLeadingSlash}"],
  },
  // Settings are called by a path: ssm/parameter-store/high-throughput-enabled.
  "ssm/servicesetting": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html",
    patterns: ["arn:${Partition}:ssm:${Region}:${Account}:servicesetting/${SettingIdWithPath}"],
  },
  // So is what Application Manager knows of an application: aws/ssm/shop/appmanager.
  "ssm/opsmetadata": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetOpsMetadata.html",
    patterns: ["arn:${Partition}:ssm:${Region}:${Account}:opsmetadata/${OpsMetadataIdWithPath}"],
  },
  // The views of AWS's own services are of no account.
  "resource-explorer-2/view": {
    docs: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchApplicationSignalsFullAccess.html",
    patterns: ["arn:${Partition}:resource-explorer-2:${Region}::view/${ViewName}/service-view"],
  },
  // A global inference profile calls its model where no region is named.
  "bedrock/foundation-model": {
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html",
    patterns: ["arn:${Partition}:bedrock:::foundation-model/${ResourceId}"],
  },
  // Runbooks of AWS's are named by themselves, without an account; the reference has it for parameters and documents alone.
  "ssm/automation-definition": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-identity-based-policies.html",
    patterns: ["arn:${Partition}:ssm:${Region}::automation-definition/${AutomationDefinitionName}:${VersionId}"],
  },
  "ssm/document": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_id-based-policy-examples.html",
    patterns: ["arn:${Partition}:ssm:${Region}::document/${DocumentName}"],
  },
};

function pushed(resources: readonly string[]): Pattern {
  const docs = "https://docs.aws.amazon.com/sns/latest/dg/mobile-push-api.html";
  return { docs, patterns: resources.map((resource) => `arn:\${Partition}:sns:\${Region}:\${Account}:${resource}`) };
}

/** More ARNs that one action acts on. */
export const morePatternsOfAction: Readonly<Record<string, Pattern>> = {
  // Executions lie below the function's versions, and IAM's wildcard reaches down to them: `function:NAME:*`.
  ...Object.fromEntries(
    [
      "CheckpointDurableExecution",
      "GetDurableExecution",
      "GetDurableExecutionHistory",
      "GetDurableExecutionState",
      "SendDurableExecutionCallbackFailure",
      "SendDurableExecutionCallbackHeartbeat",
      "SendDurableExecutionCallbackSuccess",
      "StopDurableExecution",
    ].map((action) => [
      `lambda:${action}`,
      {
        docs: "https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html",
        patterns: ["arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Everything}"],
      },
    ]),
  ),
  // The call is authorised on the group's streams.
  "logs:FilterLogEvents": {
    docs: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html",
    patterns: ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}"],
  },
  // A call is for all groups, by the name of none: `log-group:*` reaches that, and no narrower name does.
  "logs:DescribeLogGroups": {
    docs: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCloudWatchRUMFullAccess.html",
    patterns: ["arn:${Partition}:logs:${Region}:${Account}:log-group::log-stream:"],
  },
  // A call is for all streams of its group, by the name of none: `:log-stream:*` reaches that.
  "logs:DescribeLogStreams": {
    docs: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSServiceRolePolicy.html",
    patterns: ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:"],
  },
  // What is pushed to devices: AWS checks these calls on the application or on the device, and Publish on one of both instead of a topic.
  ...Object.fromEntries(
    Object.entries({
      "app/${Platform}/${ApplicationName}":
        "CreatePlatformEndpoint DeletePlatformApplication GetPlatformApplicationAttributes ListEndpointsByPlatformApplication " +
        "SetPlatformApplicationAttributes",
      "endpoint/${Platform}/${ApplicationName}/${EndpointId}": "DeleteEndpoint GetEndpointAttributes SetEndpointAttributes",
    }).flatMap(([resource, names]) => names.split(" ").map((name) => [`sns:${name}`, pushed([resource])] as const)),
  ),
  "sns:Publish": pushed(["endpoint/${Platform}/${ApplicationName}/${EndpointId}", "app/${Platform}/${ApplicationName}"]),
  // Requests for a bucket may name its Multi-Region Access Point.
  ...Object.fromEntries(
    ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"].map((action) => [
      action,
      {
        docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html",
        patterns: ["arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}"],
      },
    ]),
  ),
};

/**
 * Types whose things are AWS's own and the same in every region: a wildcard for the region reaches nothing of anybody's, once the
 * thing is named.
 */
export const inEveryRegion: Readonly<Record<string, { readonly docs: string }>> = {
  "bedrock/foundation-model": {
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html",
  },
};

/**
 * What stands before the model in the id of an inference profile that AWS makes.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export const inferenceGeographies: ReadonlySet<string> = new Set("us us-gov eu apac jp au ca global".split(" "));

/**
 * Actions for which `"*"` is right although the reference lists resource types: their call may name no resource at all,
 * and is then authorised on `*` alone.
 */
export const starToo: Readonly<Record<string, { readonly docs: string; readonly actions: readonly string[] }>> = {
  states: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html",
    actions: ["SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess"],
  },
  codedeploy: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html",
    actions: ["PutLifecycleEventHookExecutionStatus"],
  },
  cloudwatch: {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html",
    actions: ["GetMetricData", "GetMetricStatistics", "ListMetrics", "PutMetricData"],
  },
  // Of two APIs with one prefix, these calls of the one name no resource.
  greengrass: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiotgreengrassv2.html",
    actions: ["CreateDeployment", "ListDeployments"],
  },
  "sms-voice": {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpinpointsmsandvoiceservice.html",
    actions: ["DeleteConfigurationSet", "SendVoiceMessage"],
  },
  translate: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontranslate.html",
    actions: ["StartTextTranslationJob", "TranslateDocument", "TranslateText"],
  },
  comprehend: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html",
    actions: ["DetectEntities"],
  },
  polly: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpolly.html",
    actions: ["StartSpeechSynthesisStream", "StartSpeechSynthesisTask", "SynthesizeSpeech"],
  },
  rekognition: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html",
    actions: ["DetectModerationLabels", "StartMediaAnalysisJob"],
  },
  mediaconvert: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselementalmediaconvert.html",
    actions: ["ListJobs", "SearchJobs"],
  },
  ce: {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html",
    actions: [
      "GetCostAndUsage",
      "GetCostAndUsageWithResources",
      "GetCostForecast",
      "GetDimensionValues",
      "GetTags",
      "GetUsageForecast",
    ],
  },
};

/** True for an action that AWS checks on some ARN, whatever kind of thing the reference says that it acts on. */
export function isScopable(action: { readonly full: string; readonly types: readonly unknown[] }): boolean {
  return action.types.length > 0 || morePatternsOfAction[action.full] !== undefined;
}

/** True for an action that may stand on `"*"` without a reason: AWS cannot scope it, or its call need not name a resource. */
export function takesStar(action: {
  readonly service: string;
  readonly name: string;
  readonly types: readonly unknown[];
}): boolean {
  return action.types.length === 0 || (starToo[action.service]?.actions.includes(action.name) ?? false);
}

/** What to do instead where an ARN of this type (`service/type`) looks right and never works. */
export const instead: Readonly<Record<string, { readonly docs: string; readonly sentence: string }>> = {
  "kms/alias": {
    docs: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html",
    sentence: "AWS checks the key behind an alias, never the alias",
  },
  "states/statemachinealias": {
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html",
    sentence: "AWS checks the state machine, and an alias by the condition key states:StateMachineQualifier",
  },
  "states/statemachineversion": {
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html",
    sentence: "AWS checks the state machine, and a version by the condition key states:StateMachineQualifier",
  },
};

/** Resource types that a sentence leaves out where the action acts on others too: nobody means them by default. */
export const minorTypes: ReadonlySet<string> = new Set(["s3/accesspoint", "s3/accesspointobject", "s3/objectlambdaaccesspoint"]);
