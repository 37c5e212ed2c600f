import { dependentOf } from "../../iam/actions/dependents.ts";
import type { Need } from "../calls.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Params } from "../sdk/use.ts";
import { pathOf } from "./call-resources.ts";

/**
 * Calls that hand a role to a service, which takes `iam:PassRole` on that role beside the call's own action.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */

/** What APIs call a parameter for a role that the service is to act with. */
const roleParameters = [
  ..."RoleArn RoleARN roleArn Role IamRoleArn iamRoleArn DataAccessRoleArn dataAccessRoleArn".split(" "),
  ..."ExecutionRoleArn executionRoleArn ServiceRole serviceRole ServiceRoleArn serviceRoleArn ServiceExecutionRole".split(" "),
  ..."taskRoleArn jobRoleArn nodeRole podExecutionRoleArn agentResourceRoleArn MonitoringRoleArn".split(" "),
  ..."CloudWatchLogsRoleArn ResourceAccessRoleArn RetrievalRoleArn ScheduledQueryExecutionRoleArn".split(" "),
];

/** Services in which such a parameter is a role that the caller takes itself, that was handed over before, or none of IAM's. */
const otherRoles: ReadonlySet<string> = new Set(["sts", "neptune-db", "chime", "quicksight", "workmail"]);

/** Calls that look at what there is hand nothing over. */
const reading = /^(BatchGet|Get|Describe|List|Search|Delete)/;

/** Deeper parameters for a role, by operation. */
const deeper: Readonly<Record<string, readonly string[]>> = {
  "apprunner:CreateService": [
    "InstanceConfiguration.InstanceRoleArn",
    "SourceConfiguration.AuthenticationConfiguration.AccessRoleArn",
  ],
  "athena:CreateWorkGroup": ["Configuration.ExecutionRole"],
  "backup:CreateBackupSelection": ["BackupSelection.IamRoleArn"],
  "batch:CreateComputeEnvironment": ["computeResources.instanceRole"],
  "batch:RegisterJobDefinition": ["containerProperties.jobRoleArn", "containerProperties.executionRoleArn"],
  "codepipeline:CreatePipeline": ["pipeline.roleArn"],
  "codepipeline:UpdatePipeline": ["pipeline.roleArn"],
  "config:PutConfigurationRecorder": ["ConfigurationRecorder.roleARN"],
  "datasync:CreateLocationS3": ["S3Config.BucketAccessRoleArn"],
  "ecs:RunTask": ["overrides.taskRoleArn", "overrides.executionRoleArn"],
  "ecs:StartTask": ["overrides.taskRoleArn", "overrides.executionRoleArn"],
  "events:PutTargets": ["Targets.RoleArn"],
  "firehose:CreateDeliveryStream": [
    "ExtendedS3DestinationConfiguration.RoleARN",
    "KinesisStreamSourceConfiguration.RoleARN",
    "HttpEndpointDestinationConfiguration.RoleARN",
    "RedshiftDestinationConfiguration.RoleARN",
    "S3DestinationConfiguration.RoleARN",
  ],
  "glue:UpdateJob": ["JobUpdate.Role"],
  "rekognition:StartCelebrityRecognition": ["NotificationChannel.RoleArn"],
  "rekognition:StartContentModeration": ["NotificationChannel.RoleArn"],
  "rekognition:StartFaceDetection": ["NotificationChannel.RoleArn"],
  "rekognition:StartFaceSearch": ["NotificationChannel.RoleArn"],
  "rekognition:StartLabelDetection": ["NotificationChannel.RoleArn"],
  "rekognition:StartPersonTracking": ["NotificationChannel.RoleArn"],
  "rekognition:StartSegmentDetection": ["NotificationChannel.RoleArn"],
  "rekognition:StartTextDetection": ["NotificationChannel.RoleArn"],
  "s3:PutBucketReplication": ["ReplicationConfiguration.Role"],
  "sagemaker:CreateHyperParameterTuningJob": ["TrainingJobDefinition.RoleArn"],
  "sagemaker:CreateModel": ["ExecutionRoleArn"],
  "scheduler:CreateSchedule": ["Target.RoleArn"],
  "scheduler:UpdateSchedule": ["Target.RoleArn"],
  "textract:StartDocumentAnalysis": ["NotificationChannel.RoleArn"],
  "textract:StartDocumentTextDetection": ["NotificationChannel.RoleArn"],
  "textract:StartExpenseAnalysis": ["NotificationChannel.RoleArn"],
  "textract:StartLendingAnalysis": ["NotificationChannel.RoleArn"],
  "transcribe:CreateLanguageModel": ["InputDataConfig.DataAccessRoleArn"],
  "transcribe:StartTranscriptionJob": ["JobExecutionSettings.DataAccessRoleArn"],
};

/**
 * What a call takes to hand over its roles: certain for those that it names, and for a call that always hands one over (`RunTask` those
 * of its task definition); perhaps where a role may stand in what is not read; none for any other.
 */
export function passedRoleNeeds(
  flow: Evaluation,
  service: string,
  operation: string,
  actions: readonly string[],
  params: Params,
): readonly Need[] {
  if (otherRoles.has(service) || reading.test(operation)) return [];
  const full = `${service}:${operation}`;
  const paths = Object.hasOwn(deeper, full) ? (deeper[full] ?? []) : [];
  const given = [...roleParameters, ...paths].flatMap((path) => pathOf(flow, params, path));
  const always = actions.some((action) => dependentOf(action).includes("iam:PassRole"));
  if (given.length === 0 && !always && paths.length === 0) return [];
  const names = given.flatMap((expr) => flow.textsOf(expr));
  const resources = names.map((name) => ({ type: "role", name, rest: null }));
  return [{ action: "iam:PassRole", certain: given.length > 0 || always, resources }];
}
