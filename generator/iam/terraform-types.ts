import type { Expression, Reference } from "../grants.ts";
import { outlineText, partsOf } from "./arn.ts";

/**
 * What a Terraform expression names, where its resource type tells: `aws_s3_bucket.uploads.arn` is a bucket of S3.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs (a page a resource; "Attribute Reference")
 */

/** A resource type of AWS's authorization reference. */
interface Named {
  readonly service: string;
  readonly type: string;
}

type NamedBy =
  | ({
      readonly kind: "type" /** The literal text behind the expression, HOLE for further expressions: `/*`. */;
      readonly rest: string;
      /** The pattern of what the attribute holds, where that is the beginning of ARNs and names nothing alone. */
      readonly begins: string | null;
    } & Named)
  | { readonly kind: "not-an-arn"; readonly terraformType: string; readonly attribute: string; readonly service: string }
  | { readonly kind: "unknown" };

/** The expression that a reference is or begins with, taken apart. */
interface Traversal {
  readonly data: boolean;
  readonly terraformType: string;
  /** Everything before the attribute: `data.aws_s3_bucket.uploads`, `aws_sns_topic.x["a"]`. */
  readonly resource: string;
  readonly attribute: string;
}

/** Attributes that are ARNs, by Terraform type: `service/type`. */
const arns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_acm_certificate: { arn: "acm/certificate", id: "acm/certificate" },
  aws_api_gateway_authorizer: { arn: "apigateway/Authorizer" },
  aws_api_gateway_deployment: { execution_arn: "execute-api/execute-api-general" },
  aws_api_gateway_rest_api: { arn: "apigateway/RestApi", execution_arn: "execute-api/execute-api-general" },
  aws_api_gateway_stage: { arn: "apigateway/Stage", execution_arn: "execute-api/execute-api-general" },
  aws_apigatewayv2_api: { arn: "apigateway/Api", execution_arn: "execute-api/execute-api-general" },
  aws_apigatewayv2_stage: { arn: "apigateway/Stage", execution_arn: "execute-api/execute-api-general" },
  aws_appconfig_application: { arn: "appconfig/application" },
  aws_appsync_api: { api_arn: "appsync/api" },
  aws_appsync_graphql_api: { arn: "appsync/graphqlapi" },
  aws_appsync_datasource: { arn: "appsync/datasource" },
  aws_athena_data_catalog: { arn: "athena/datacatalog" },
  aws_athena_workgroup: { arn: "athena/workgroup" },
  aws_backup_plan: { arn: "backup/backupPlan" },
  aws_backup_vault: { arn: "backup/backupVault" },
  aws_batch_compute_environment: { arn: "batch/compute-environment" },
  aws_batch_job_definition: {
    arn: "batch/job-definition-revision",
    arn_prefix: "batch/job-definition",
    id: "batch/job-definition-revision",
  },
  aws_batch_job_queue: { arn: "batch/job-queue", id: "batch/job-queue" },
  aws_bedrock_custom_model: { custom_model_arn: "bedrock/custom-model" },
  aws_bedrock_guardrail: { guardrail_arn: "bedrock/guardrail" },
  aws_bedrock_inference_profile: { arn: "bedrock/application-inference-profile" },
  aws_bedrock_provisioned_model_throughput: {
    provisioned_model_arn: "bedrock/provisioned-model",
    id: "bedrock/provisioned-model",
  },
  aws_bedrockagent_agent: { agent_arn: "bedrock/agent" },
  aws_bedrockagent_agent_alias: { agent_alias_arn: "bedrock/agent-alias" },
  aws_bedrockagent_flow: { arn: "bedrock/flow" },
  aws_bedrockagent_knowledge_base: { arn: "bedrock/knowledge-base" },
  aws_bedrockagent_prompt: { arn: "bedrock/prompt" },
  aws_cloudformation_stack: { id: "cloudformation/stack" },
  aws_cloudfront_distribution: { arn: "cloudfront/distribution" },
  aws_cloudfront_function: { arn: "cloudfront/function" },
  aws_cloudfront_key_value_store: { arn: "cloudfront/key-value-store" },
  aws_cloudtrail: { arn: "cloudtrail/trail" },
  aws_cloudwatch_event_api_destination: { arn: "events/api-destination" },
  aws_cloudwatch_event_archive: { arn: "events/archive" },
  aws_cloudwatch_event_bus: { arn: "events/event-bus" },
  aws_cloudwatch_event_connection: { arn: "events/connection" },
  // The rule may be on another bus than the default one; every action that acts on the one kind of rule acts on the other.
  aws_cloudwatch_event_rule: { arn: "events/rule-on-default-event-bus" },
  aws_cloudwatch_log_destination: { arn: "logs/destination" },
  aws_cloudwatch_log_group: { arn: "logs/log-group" },
  aws_cloudwatch_log_stream: { arn: "logs/log-stream" },
  aws_cloudwatch_metric_alarm: { arn: "cloudwatch/alarm" },
  aws_codebuild_project: { arn: "codebuild/project", id: "codebuild/project" },
  aws_codecommit_repository: { arn: "codecommit/repository" },
  aws_codepipeline: { arn: "codepipeline/pipeline" },
  aws_cognito_identity_pool: { arn: "cognito-identity/identitypool" },
  aws_cognito_user_pool: { arn: "cognito-idp/userpool" },
  aws_config_config_rule: { arn: "config/ConfigRule" },
  aws_connect_instance: { arn: "connect/instance" },
  aws_datasync_task: { arn: "datasync/task", id: "datasync/task" },
  aws_default_security_group: { arn: "ec2/security-group" },
  aws_docdb_cluster: { arn: "rds/cluster" },
  aws_dynamodb_global_secondary_index: { arn: "dynamodb/index" },
  aws_dynamodb_table: { arn: "dynamodb/table", stream_arn: "dynamodb/stream" },
  aws_ebs_volume: { arn: "ec2/volume" },
  aws_ec2_transit_gateway: { arn: "ec2/transit-gateway" },
  aws_ecr_repository: { arn: "ecr/repository" },
  aws_ecs_cluster: { arn: "ecs/cluster", id: "ecs/cluster" },
  aws_ecs_service: { arn: "ecs/service", id: "ecs/service" },
  aws_ecs_task_definition: { arn: "ecs/task-definition", arn_without_revision: "ecs/task-definition" },
  aws_efs_access_point: { arn: "elasticfilesystem/access-point", file_system_arn: "elasticfilesystem/file-system" },
  aws_efs_file_system: { arn: "elasticfilesystem/file-system" },
  aws_eks_cluster: { arn: "eks/cluster" },
  aws_elasticache_replication_group: { arn: "elasticache/replicationgroup" },
  aws_elasticache_serverless_cache: { arn: "elasticache/serverlesscache" },
  aws_elasticsearch_domain: { arn: "es/domain", id: "es/domain" },
  aws_emr_cluster: { arn: "elasticmapreduce/cluster" },
  aws_glue_catalog_database: { arn: "glue/database" },
  aws_glue_catalog_table: { arn: "glue/table" },
  aws_glue_connection: { arn: "glue/connection" },
  aws_glue_crawler: { arn: "glue/crawler" },
  aws_glue_job: { arn: "glue/job" },
  aws_glue_registry: { arn: "glue/registry", id: "glue/registry" },
  aws_glue_schema: { arn: "glue/schema", id: "glue/schema" },
  aws_glue_trigger: { arn: "glue/trigger" },
  aws_glue_workflow: { arn: "glue/workflow" },
  aws_guardduty_detector: { arn: "guardduty/detector" },
  aws_iam_group: { arn: "iam/group" },
  aws_iam_instance_profile: { arn: "iam/instance-profile" },
  aws_iam_policy: { arn: "iam/policy", id: "iam/policy" },
  aws_iam_role: { arn: "iam/role" },
  aws_iam_user: { arn: "iam/user" },
  aws_instance: { arn: "ec2/instance" },
  aws_iot_authorizer: { arn: "iot/authorizer" },
  aws_iot_provisioning_template: { arn: "iot/provisioningtemplate" },
  aws_iot_role_alias: { arn: "iot/rolealias" },
  aws_iot_thing: { arn: "iot/thing" },
  aws_iot_topic_rule: { arn: "iot/rule" },
  aws_kinesis_firehose_delivery_stream: { arn: "firehose/deliverystream", id: "firehose/deliverystream" },
  aws_kinesis_stream: { arn: "kinesis/stream", id: "kinesis/stream" },
  aws_kinesis_stream_consumer: { arn: "kinesis/consumer", id: "kinesis/consumer", stream_arn: "kinesis/stream" },
  aws_kinesis_video_stream: { arn: "kinesisvideo/stream", id: "kinesisvideo/stream" },
  aws_kinesisanalyticsv2_application: { arn: "kinesisanalytics/application" },
  aws_kms_alias: { arn: "kms/alias", target_key_arn: "kms/key" },
  aws_kms_external_key: { arn: "kms/key" },
  aws_kms_key: { arn: "kms/key" },
  aws_kms_replica_key: { arn: "kms/key" },
  aws_lambda_alias: { arn: "lambda/function alias", id: "lambda/function alias" },
  aws_lambda_code_signing_config: { arn: "lambda/code signing config", id: "lambda/code signing config" },
  aws_lambda_event_source_mapping: { arn: "lambda/eventSourceMapping", function_arn: "lambda/function" },
  aws_lambda_function: { arn: "lambda/function", qualified_arn: "lambda/function version" },
  aws_lambda_function_url: { function_arn: "lambda/function" },
  aws_lambda_layer_version: { arn: "lambda/layerVersion", id: "lambda/layerVersion", layer_arn: "lambda/layer" },
  aws_lb: { arn: "elasticloadbalancing/loadbalancer/app/", id: "elasticloadbalancing/loadbalancer/app/" },
  aws_lb_listener: { arn: "elasticloadbalancing/listener/app", id: "elasticloadbalancing/listener/app" },
  aws_lb_target_group: { arn: "elasticloadbalancing/targetgroup", id: "elasticloadbalancing/targetgroup" },
  aws_location_place_index: { index_arn: "geo/place-index" },
  aws_mq_broker: { arn: "mq/brokers" },
  aws_msk_cluster: { arn: "kafka/cluster", id: "kafka/cluster" },
  aws_msk_serverless_cluster: { arn: "kafka/cluster", id: "kafka/cluster" },
  aws_msk_vpc_connection: { arn: "kafka/vpc-connection", id: "kafka/vpc-connection", target_cluster_arn: "kafka/cluster" },
  aws_mwaa_environment: { arn: "airflow/environment" },
  aws_neptune_cluster: { arn: "rds/cluster" },
  aws_network_interface: { arn: "ec2/network-interface" },
  aws_opensearch_domain: { arn: "es/domain", id: "es/domain" },
  aws_opensearchserverless_collection: { arn: "aoss/Collection" },
  aws_pipes_pipe: { arn: "pipes/pipe" },
  aws_prometheus_workspace: { arn: "aps/workspace" },
  aws_rds_cluster: { arn: "rds/cluster" },
  aws_db_instance: { arn: "rds/db" },
  aws_docdb_cluster_parameter_group: { arn: "rds/cluster-pg" },
  aws_docdb_subnet_group: { arn: "rds/subgrp" },
  aws_rds_cluster_instance: { arn: "rds/db" },
  aws_rds_cluster_parameter_group: { arn: "rds/cluster-pg" },
  aws_db_subnet_group: { arn: "rds/subgrp" },
  aws_db_proxy: { arn: "rds/proxy" },
  aws_redshift_cluster: { arn: "redshift/cluster" },
  aws_redshiftserverless_workgroup: { arn: "redshift-serverless/workgroup" },
  aws_route53_zone: { arn: "route53/hostedzone" },
  aws_route_table: { arn: "ec2/route-table" },
  aws_s3_access_point: { arn: "s3/accesspoint" },
  aws_s3_bucket: { arn: "s3/bucket" },
  aws_s3_directory_bucket: { arn: "s3express/bucket" },
  aws_s3_object: { arn: "s3/object" },
  aws_s3files_access_point: { arn: "s3files/access-point" },
  aws_s3files_file_system: { arn: "s3files/file-system" },
  aws_sagemaker_endpoint: { arn: "sagemaker/endpoint" },
  aws_scheduler_schedule: { arn: "scheduler/schedule" },
  aws_scheduler_schedule_group: { arn: "scheduler/schedule-group" },
  aws_secretsmanager_secret: { arn: "secretsmanager/Secret", id: "secretsmanager/Secret" },
  aws_secretsmanager_secret_version: { arn: "secretsmanager/Secret" },
  aws_security_group: { arn: "ec2/security-group" },
  aws_service_discovery_service: { arn: "servicediscovery/service" },
  aws_ses_configuration_set: { arn: "ses/configuration-set" },
  aws_ses_domain_identity: { arn: "ses/identity" },
  aws_ses_email_identity: { arn: "ses/identity" },
  aws_sesv2_configuration_set: { arn: "ses/configuration-set" },
  aws_sesv2_email_identity: { arn: "ses/identity" },
  aws_sfn_activity: { arn: "states/activity", id: "states/activity" },
  aws_sfn_alias: { arn: "states/statemachinealias", id: "states/statemachinealias" },
  aws_sfn_state_machine: {
    arn: "states/statemachine",
    id: "states/statemachine",
    state_machine_version_arn: "states/statemachineversion",
  },
  aws_sns_topic: { arn: "sns/topic", id: "sns/topic" },
  aws_sqs_queue: { arn: "sqs/queue" },
  aws_ssm_document: { arn: "ssm/document" },
  aws_ssm_parameter: { arn: "ssm/parameter" },
  aws_subnet: { arn: "ec2/subnet" },
  aws_timestreamwrite_database: { arn: "timestream/database" },
  aws_timestreamwrite_table: { arn: "timestream/table" },
  aws_transfer_server: { arn: "transfer/server" },
  aws_verifiedpermissions_policy_store: { arn: "verifiedpermissions/policy-store" },
  aws_vpc: { arn: "ec2/vpc" },
  aws_vpc_endpoint: { arn: "ec2/vpc-endpoint" },
  aws_vpclattice_service: { arn: "vpc-lattice/Service" },
  aws_vpclattice_target_group: { arn: "vpc-lattice/targetgroup" },
  aws_wafv2_ip_set: { arn: "wafv2/ipset" },
  aws_wafv2_web_acl: { arn: "wafv2/webacl" },
};

/**
 * Attributes that are the beginning of ARNs of their type, and name nothing alone: the pattern that they have.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html ("a specific revision, or all revisions in the ARN")
 */
const beginnings: Readonly<Record<string, string>> = {
  "aws_api_gateway_deployment.execution_arn": "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}",
  "aws_api_gateway_rest_api.execution_arn": "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}",
  "aws_api_gateway_stage.execution_arn": "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}",
  "aws_apigatewayv2_api.execution_arn": "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}",
  "aws_apigatewayv2_stage.execution_arn": "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}",
  "aws_ecs_task_definition.arn_without_revision":
    "arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}",
};

/**
 * ARNs that no policy names, and the attribute of the same resource that one does: AWS checks what is asked of a subscription on its
 * topic. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
const unnamed: Readonly<Record<string, { readonly service: string; readonly noun: string; readonly instead: string }>> = {
  "aws_sns_topic_subscription.arn": { service: "sns", noun: "subscription", instead: "topic_arn" },
  "aws_sns_topic_subscription.id": { service: "sns", noun: "subscription", instead: "topic_arn" },
};

/** Of an ARN that no policy names, what it is of, and the attribute to write in its place. */
export function unnamedBy(terraformType: string, attribute: string): { readonly noun: string; readonly instead: string } | null {
  return own(unnamed, `${terraformType}.${attribute}`) ?? null;
}

/**
 * What arguments hold by their name, whatever they are of. Somebody wrote that ARN, and it may be missing: so it tells what acts on it,
 * and vouches for nothing.
 */
const written: readonly (readonly [attribute: RegExp, named: string])[] = [
  [/(^|[_.])role_arn$|^aws_(lambda_function\.role|codebuild_project\.service_role)$/, "iam/role"],
  [/[_.]kms_key_arn$/, "kms/key"],
  [/[_.]secret_arn$/, "secretsmanager/Secret"],
  [/[_.](sns|notification)_topic_arn$|^aws_sns_topic_subscription\.topic_arn$/, "sns/topic"],
];

/**
 * ARNs that are empty until something is switched on or done, an empty one being no guard: a table without a stream, a state
 * machine that publishes no version, a model that is still trained.
 */
const emptyAtTimes: ReadonlySet<string> = new Set([
  "aws_dynamodb_table.stream_arn",
  "aws_sfn_state_machine.state_machine_version_arn",
  "aws_bedrock_custom_model.custom_model_arn",
]);

/** True for an attribute that is an ARN at times, and at times nothing. */
export function mayBeEmpty({ terraformType, attribute }: Traversal): boolean {
  return emptyAtTimes.has(`${terraformType}.${attribute}`);
}

/**
 * Attributes that are never the ARN of a resource, where the table does not say otherwise.
 * `invoke_arn` is the address of an integration: an ARN of API Gateway, and of nothing that a policy names.
 */
const notArns: ReadonlySet<string> = new Set(
  (
    "id name name_prefix url bucket bucket_domain_name bucket_regional_domain_name key key_id function_name " +
    "target_key_id invoke_url api_endpoint endpoint domain domain_name address port region owner owner_id " +
    "account_id registry_id repository_name repository_url hosted_zone_id zone_id cluster_identifier identifier " +
    "table_name stream_name stream_label queue_url topic_name user_name unique_id version latest_version " +
    "description path alias dns_name agent_id agent_alias_id guardrail_id root_resource_id tags tags_all invoke_arn " +
    "qualified_invoke_arn response_streaming_invoke_arn alarm_name rule_name pool_name bus_name event_bus_name topic"
  ).split(" "),
);

/**
 * Attributes in which people keep whatever they like, an ARN too.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ssm_parameter
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/cloudformation_export
 */
const stored: ReadonlySet<string> = new Set(
  (
    "aws_ssm_parameter.value aws_ssm_parameter.insecure_value aws_cloudformation_export.value " +
    "aws_secretsmanager_secret_version.secret_string"
  ).split(" "),
);

/** True for an attribute whose text is whatever somebody stored there. */
export function isStored({ terraformType, attribute }: Traversal): boolean {
  return stored.has(`${terraformType}.${attribute}`);
}

/** Those of them that are one name, without a slash or a colon: they fit where an ARN has one name. */
const oneName: ReadonlySet<string> = new Set(
  (
    "aws_s3_bucket.id aws_s3_bucket.bucket aws_dynamodb_table.id aws_dynamodb_table.name aws_sqs_queue.name " +
    "aws_sns_topic.name aws_lambda_function.function_name aws_lambda_function.id aws_kinesis_stream.name " +
    "aws_kms_key.key_id aws_kms_key.id aws_sfn_state_machine.name aws_caller_identity.account_id " +
    "aws_caller_identity.id aws_region.id aws_region.name aws_region.region aws_partition.id " +
    "aws_partition.partition aws_api_gateway_resource.path_part aws_kinesis_firehose_delivery_stream.name " +
    "aws_api_gateway_rest_api.id aws_apigatewayv2_api.id aws_api_gateway_stage.stage_name aws_apigatewayv2_stage.name"
  ).split(" "),
);

/** What a reference names: by its Terraform type, where it is or begins with an attribute of a resource that is known here. */
export function namedBy(reference: Reference): NamedBy {
  const [first, ...behind] = partsOf(reference);
  const traversal = first?.kind === "expression" ? traversalOf(first.code) : null;
  if (traversal === null) return { kind: "unknown" };
  const { terraformType, attribute } = traversal;
  const named = namedByAttribute(terraformType, attribute);
  if (named !== null) {
    const begins = own(beginnings, `${terraformType}.${attribute}`) ?? null;
    return { kind: "type", ...named, rest: behind.map(outlineText).join(""), begins };
  }
  const other = own(unnamed, `${terraformType}.${attribute}`);
  if (other !== undefined) return { kind: "not-an-arn", terraformType, attribute, service: other.service };
  const service = serviceOfTerraformType(terraformType);
  // Text behind a name makes another name, or an ARN that only Terraform can see.
  return service !== null && notArns.has(attribute)
    ? { kind: "not-an-arn", terraformType, attribute, service }
    : { kind: "unknown" };
}

/** The same, also where the ARN is what somebody wrote in an argument: enough to tell what acts on it, and too little to vouch for it. */
export function meantBy(reference: Reference): NamedBy {
  const named = namedBy(reference);
  const [first, ...behind] = partsOf(reference);
  const traversal = first?.kind === "expression" ? traversalOf(first.code) : null;
  if (named.kind !== "unknown" || traversal === null) return named;
  const attribute = `${traversal.terraformType}.${traversal.attribute}`;
  const type = written.find(([pattern]) => pattern.test(attribute))?.[1];
  if (type === undefined) return named;
  return { kind: "type", ...split(type), rest: behind.map(outlineText).join(""), begins: null };
}

/** Arguments that take the ARN of a thing as well as its name or id, and attributes that hold such a one. */
const either =
  /(^|_)(kms_(master_)?key|key_id|key_identifier|encryption_key|role|cluster|task_definition|secret_id|topic|destination|target|function_name|resource_id|target_id|principal|value|body|result)$|(^|_)(kms_master_key|encryption_key)_id$/;

/** Whether an attribute may be an ARN: it is called so, it is an id that may be one, or it holds what somebody wrote. */
export function mayBeArn(traversal: Traversal): boolean {
  const { terraformType, attribute } = traversal;
  if (isArn(traversal) || isStored(traversal) || either.test(attribute)) return true;
  return attribute === "id" && serviceOfTerraformType(terraformType) === null;
}

/**
 * Paths of resources of a REST API, which begin with their slash: "/orders/{id}".
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_resource
 */
const paths: ReadonlySet<string> = new Set(["aws_api_gateway_resource.path"]);

/** True for an expression whose text begins with a slash. */
export function beginsWithSlash(code: string): boolean {
  const traversal = traversalOf(code);
  return traversal !== null && paths.has(`${traversal.terraformType}.${traversal.attribute}`);
}

/** True for an expression that is one name: `aws_s3_bucket.uploads.id`. */
export function isOneName(code: string): boolean {
  const traversal = traversalOf(code);
  return traversal !== null && oneName.has(`${traversal.terraformType}.${traversal.attribute}`);
}

/** True for an attribute that is an ARN, as far as its name or the table says. */
export function isArn({ terraformType, attribute }: Traversal): boolean {
  return /(^|_)arns?$/.test(attribute) || namedByAttribute(terraformType, attribute) !== null;
}

/** The attribute of such a resource that is its name in ARNs; null where the table has none. */
export function nameAttributeOf(terraformType: string): string | null {
  const attributes = [...oneName, "aws_iam_role.name", "aws_iam_user.name"]
    .filter((one) => one.startsWith(`${terraformType}.`))
    .map((one) => one.slice(terraformType.length + 1));
  return attributes.find((attribute) => attribute !== "id") ?? attributes[0] ?? null;
}

/** The attribute of a resource or data source of AWS that an expression reads, and nothing else; null for any other expression. */
export function traversalOf(code: string): Traversal | null {
  const found =
    /^((data\.)?(aws_[a-z0-9_]+)\.[A-Za-z_][\w-]*(?:\[(?:"(?:[^"\\$%]|\\.|\$\{(?:each|count|local|var)\.[\w.-]+\})*"|\d+|(?:each|count|local|var)\.[\w.]+)\])?)\.([a-z_][a-z0-9_]*)$/.exec(
      code,
    );
  const [, resource, data, terraformType, attribute] = found ?? [];
  if (resource === undefined || terraformType === undefined || attribute === undefined) return null;
  return { data: data !== undefined, terraformType, resource, attribute };
}

/** The attribute that holds the ARN of such a resource; null for a type that is not in the table. */
export function arnAttributeOf(terraformType: string): string | null {
  const attributes = Object.keys(own(arns, terraformType) ?? {});
  return attributes.find((attribute) => attribute.endsWith("arn")) ?? attributes[0] ?? null;
}

/** The attribute of such a resource that is the ARN of this type: `stream_arn` of a table for its stream; null where it has none. */
export function attributeFor(terraformType: string, service: string, type: string): string | null {
  const found = Object.entries(own(arns, terraformType) ?? {}).filter(
    ([, named]) => named.toLowerCase() === `${service}/${type}`.toLowerCase(),
  );
  return (found.find(([attribute]) => attribute.endsWith("arn")) ?? found[0])?.[0] ?? null;
}

/** The same resource's attribute that is the ARN of this type; null for an expression that is no resource with such a one. */
export function sibling({ code }: Expression, service: string, type: string): Expression | null {
  const traversal = traversalOf(code);
  const attribute = traversal === null ? null : attributeFor(traversal.terraformType, service, type);
  return traversal === null || attribute === null ? null : { kind: "expression", code: `${traversal.resource}.${attribute}` };
}

/** Every entry of the table, for the test that looks each up in the reference. */
export function* terraformTypes(): Generator<{ readonly terraformType: string; readonly attribute: string } & Named> {
  for (const [terraformType, attributes] of Object.entries(arns)) {
    for (const attribute of Object.keys(attributes)) {
      const named = namedByAttribute(terraformType, attribute);
      if (named !== null) yield { terraformType, attribute, ...named };
    }
  }
}

function namedByAttribute(terraformType: string, attribute: string): Named | null {
  const named = own(own(arns, terraformType) ?? {}, attribute);
  if (named === undefined) return null;
  return split(named);
}

function split(named: string): Named {
  const slash = named.indexOf("/");
  return { service: named.slice(0, slash), type: named.slice(slash + 1) };
}

/** The service of the ARNs of such a resource; null for a type that is not in the table. */
export function serviceOfTerraformType(terraformType: string): string | null {
  const [first] = Object.values(own(arns, terraformType) ?? {});
  return first?.slice(0, first.indexOf("/")) ?? null;
}

/** A key of a table that a name from a spec may not reach past: `constructor` is none. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
