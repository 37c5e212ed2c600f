import { dependentOf } from "../../iam/actions/dependents.ts";
import type { Need } from "../calls.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Params } from "../sdk/use.ts";
import { valuesOnPath } from "./call-resources.ts";

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
  ..."ServiceAccessRoleArn AccessRole LoggingRole IamRole IAMRoleArn DomainIAMRoleName PipelineRoleArn infrastructureRoleArn".split(
    " ",
  ),
  ..."ServiceExecutionRoleArn serviceExecutionRoleArn executionRole ClusterRole AutoScalingRole StepExecutionRoleArn".split(" "),
  ..."AdministrationRoleARN fleetServiceRole DesiredDataAccessRoleArn FileSystemAccessRoleArn S3IngestionRoleArn".split(" "),
  ..."computeRoleArn iamServiceRoleArn mergedApiExecutionRoleArn provisioningRoleArn workspaceRoleArn lambdaRole".split(" "),
  ..."InstanceRoleArn FleetRoleArn FederationRoleArn customRoleArn ScannerRoleArn".split(" "),
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
  "batch:RegisterJobDefinition": ["containerProperties.jobRoleArn", "containerProperties.executionRoleArn"],
  "codepipeline:CreatePipeline": ["pipeline.roleArn"],
  "codepipeline:UpdatePipeline": ["pipeline.roleArn"],
  "config:PutConfigurationRecorder": ["ConfigurationRecorder.roleARN"],
  "datasync:CreateLocationS3": ["S3Config.BucketAccessRoleArn"],
  "ecs:RunTask": ["overrides.taskRoleArn", "overrides.executionRoleArn"],
  "ecs:StartTask": ["overrides.taskRoleArn", "overrides.executionRoleArn"],
  "ec2:RequestSpotFleet": ["SpotFleetRequestConfig.IamFleetRole"],
  "ecs:CreateService": ["role"],
  "events:PutTargets": ["Targets.RoleArn"],
  "firehose:CreateDeliveryStream": [
    "ExtendedS3DestinationConfiguration.RoleARN",
    "KinesisStreamSourceConfiguration.RoleARN",
    "HttpEndpointDestinationConfiguration.RoleARN",
    "RedshiftDestinationConfiguration.RoleARN",
    "S3DestinationConfiguration.RoleARN",
  ],
  "glue:UpdateJob": ["JobUpdate.Role"],
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
  "iam:AddRoleToInstanceProfile": ["RoleName"],
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
 * Parameters for an instance profile, by operation: the role in it is handed over, and the profile does not tell which that is.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#permission-to-pass-iam-roles,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-iam-role-for-ec2.html,
 * https://docs.aws.amazon.com/batch/latest/userguide/instance_IAM_role.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/custom-setup-orcl.html,
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-infra-config.html
 */
const profiles: Readonly<Record<string, readonly string[]>> = {
  "autoscaling:CreateLaunchConfiguration": ["IamInstanceProfile"],
  "batch:CreateComputeEnvironment": ["computeResources.instanceRole"],
  "batch:UpdateComputeEnvironment": ["computeResources.instanceRole"],
  "ec2:AssociateIamInstanceProfile": ["IamInstanceProfile"],
  "ec2:CreateLaunchTemplate": ["LaunchTemplateData.IamInstanceProfile"],
  "ec2:CreateLaunchTemplateVersion": ["LaunchTemplateData.IamInstanceProfile"],
  "ec2:ReplaceIamInstanceProfileAssociation": ["IamInstanceProfile"],
  "ec2:RequestSpotFleet": ["SpotFleetRequestConfig.LaunchSpecifications.IamInstanceProfile"],
  "ec2:RequestSpotInstances": ["LaunchSpecification.IamInstanceProfile"],
  "ec2:RunInstances": ["IamInstanceProfile"],
  "ec2:RunScheduledInstances": ["LaunchSpecification.IamInstanceProfile"],
  "ecs:CreateCapacityProvider": ["managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn"],
  "ecs:UpdateCapacityProvider": ["managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn"],
  "elasticmapreduce:RunJobFlow": ["JobFlowRole"],
  "imagebuilder:CreateInfrastructureConfiguration": ["instanceProfileName"],
  "imagebuilder:UpdateInfrastructureConfiguration": ["instanceProfileName"],
  "pcs:CreateComputeNodeGroup": ["iamInstanceProfileArn"],
  "pcs:UpdateComputeNodeGroup": ["iamInstanceProfileArn"],
  "rds:CreateDBInstance": ["CustomIamInstanceProfile"],
  "rds:CreateDBInstanceReadReplica": ["CustomIamInstanceProfile"],
  "rds:RestoreDBInstanceFromDBSnapshot": ["CustomIamInstanceProfile"],
  "rds:RestoreDBInstanceToPointInTime": ["CustomIamInstanceProfile"],
  "workspaces-instances:CreateWorkspaceInstance": ["ManagedInstance.IamInstanceProfile"],
};

/**
 * Operations that start machines by a launch template, in which a profile may stand.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
const byTemplate: ReadonlySet<string> = new Set([
  "autoscaling:CreateAutoScalingGroup",
  "autoscaling:UpdateAutoScalingGroup",
  "ec2:CreateFleet",
  "ec2:ModifyFleet",
]);

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
  const paths = (Object.hasOwn(deeper, full) ? deeper[full] : undefined) ?? [];
  const given = [...roleParameters, ...paths].flatMap((path) => valuesOnPath(flow, params, path));
  const names = given.flatMap((expr) => flow.textsOf(expr));
  const resources = names.map((name) => ({ type: "role", name, rest: null }));
  const always = actions.some((action) => dependentOf(action).includes("iam:PassRole"));
  const profilePaths = (Object.hasOwn(profiles, full) ? profiles[full] : undefined) ?? [];
  const inProfile = profilePaths.some((path) => valuesOnPath(flow, params, path).length > 0);
  const perhaps = paths.length > 0 || profilePaths.length > 0 || byTemplate.has(full);
  const certain = given.length > 0 || (always && !inProfile);
  return [
    ...(certain || (perhaps && !inProfile) ? [{ action: "iam:PassRole", certain, resources }] : []),
    ...(inProfile ? [{ action: "iam:PassRole", certain: true, resources: [] }] : []),
  ];
}
