/** Words by which people and other tools know a source, and what is said to them. */

/** What to say of a source that needs no entry, or can have none. */
interface Unsupported {
  readonly message: string;
  readonly hint: string;
}

function invokesWith(what: string, whose: string): Unsupported {
  return {
    message: `${what} invokes a function with ${whose} own role, which other things need, too`,
    hint: "remove the entry, and give that role lambda:InvokeFunction on this function",
  };
}

function callsWith(what: string, whose: string): Unsupported {
  return { message: `${what} with ${whose} own permissions`, hint: "remove the entry: it needs no permission" };
}

/** Each with all of its names. */
const unsupported: readonly (readonly [names: readonly string[], said: Unsupported])[] = [
  [
    ["cloudformation", "cloudformation_custom_resource", "custom_resource"],
    callsWith("CloudFormation calls a custom resource's function", "the deployer's"),
  ],
  [["cloudformation_macro", "macro"], callsWith("CloudFormation calls a macro's function", "the deployer's")],
  [
    ["cloudformation_lambda_hook", "cloudformation_hook", "lambda_hook"],
    invokesWith("A Lambda hook of CloudFormation", "the hook's"),
  ],
  [
    ["cognito_sync"],
    {
      message: "Cognito Sync is a legacy service",
      hint: "write `service: cognito-sync.amazonaws.com` with its source_arn, if it must be",
    },
  ],
  [
    ["cron", "rate"],
    {
      message: "a schedule is EventBridge Scheduler's, or a rule's",
      hint: "write {schedule: rate(5 minutes)} or {schedule: cron(0 12 * * ? *)}, or eventbridge: RULE",
    },
  ],
  [
    ["api", "http", "rest"],
    {
      message: "an address is an API's, or the function's own",
      hint: "write httpapi: {api, route_key: GET /orders}, apigateway: {api, stage, method, path}, or url: {…}",
    },
  ],
  [["pinpoint"], { message: "Amazon Pinpoint has ended", hint: "remove the entry" }],
  [["athena", "athena_federation", "athena_connector"], callsWith("Athena calls a connector's function", "its user's")],
  [["athena_udf_federation", "athena_udf"], callsWith("Athena calls a connector's or a UDF's function", "its user's")],
  [["redshift", "redshift_udf"], invokesWith("Redshift", "the cluster's")],
  [["transfer_workflow", "transfer_family_workflow"], invokesWith("A Transfer Family workflow", "the workflow's")],
  [["ssm", "ssm_automation", "systems_manager", "automation"], invokesWith("Systems Manager Automation", "the automation's")],
  [["ssm_maintenance_window", "maintenance_window"], invokesWith("A maintenance window of Systems Manager", "the window's")],
  [["codedeploy", "codedeploy_hooks", "codedeploy_hook"], invokesWith("CodeDeploy", "the deployment group's")],
  [["ecs", "ecs_lifecycle_hooks", "ecs_lifecycle_hook", "ecs_hook"], invokesWith("ECS", "the lifecycle hook's")],
  [
    ["bedrock_agentcore", "bedrock_agentcore_gateway", "agentcore", "agentcore_gateway"],
    invokesWith("Bedrock AgentCore", "the gateway's"),
  ],
  [["bedrock_flows", "bedrock_flow"], invokesWith("A flow of Bedrock", "the flow's")],
  [["lex_v1"], { message: "Lex V1 has ended", hint: "move the bot to Lex V2" }],
  [["s3_object_lambda", "object_lambda"], callsWith("S3 Object Lambda calls", "its caller's")],
  [
    ["lambda", "function"],
    {
      message: "a function that calls this one does so with its own role",
      hint: "remove the entry, and in the spec of that function write actions: [{allow: lambda:InvokeFunction, resources: NAME}]",
    },
  ],
  [
    ["lambda_destination", "lambda_destinations"],
    {
      message: "Lambda sends the outcome of a function to another one with the role of the first",
      hint: "remove the entry, and in the spec of the first write function: {on_success: ARN} or {on_failure: ARN}",
    },
  ],
];

/** Words that people try, and what to say to them. */
export const unsupportedSources: Readonly<Record<string, Unsupported>> = Object.fromEntries(
  unsupported.flatMap(([names, said]) => names.map((name) => [name, said])),
);

/** The names of sources elsewhere, below ours. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  account: ["cross_account"],
  alarm: ["cloudwatch_alarm"],
  alb: ["elb", "elbv2", "load_balancer", "target_group"],
  alexa: ["alexa_skill"],
  apigateway: ["api_gateway", "api_gateway_rest", "rest_api"],
  apigateway_role: ["api_gateway_credentials"],
  appsync: ["appsync_authorizer"],
  authorizer: ["api_gateway_authorizer", "lambda_authorizer"],
  bedrock: ["bedrock_agent"],
  chime: ["chime_sip"],
  cloudfront: ["cloudfront_oac"],
  cognito: ["cognito_user_pool", "cognito_idp", "user_pool"],
  config: ["config_rule"],
  documentdb: ["document_db", "docdb"],
  dynamodb: ["dynamodb_stream", "dynamodb_streams"],
  edge: ["lambda_at_edge", "lambda_edge"],
  eventbridge: [
    "s3_eventbridge",
    "eventbridge_rule",
    "eventbridge_rule_custom_bus",
    "event_bridge",
    "event_rule",
    "events",
    "cloudwatch_event",
    "cloudwatch_events",
  ],
  firehose: ["firehose_transform", "kinesis_firehose"],
  httpapi: ["api_gateway_http", "http_api"],
  iot: ["iot_rule", "iot_topic_rule"],
  iot_provisioning: ["iot_provisioning_hook"],
  kafka: ["self_managed_kafka"],
  kinesis: ["kinesis_consumer", "kinesis_stream"],
  lattice: ["vpc_lattice"],
  lex: ["lex_v2", "lexv2"],
  logs: ["cloudwatch_logs", "cloudwatch_log", "log_group", "subscription_filter"],
  metrics: ["cloudwatch_data_source"],
  mq: ["mq_activemq", "mq_rabbitmq", "amazon_mq", "activemq", "rabbitmq"],
  pipes: ["eventbridge_pipes"],
  rds: ["rds_aurora", "aurora"],
  s3batch: ["s3_batch", "s3_batch_operations"],
  scheduler: ["eventbridge_scheduler"],
  secretsmanager: ["secretsmanager_rotation", "secrets_manager"],
  ses: ["ses_receipt_rule"],
  stepfunctions: ["step_functions", "state_machine", "states", "sfn"],
  transfer: ["transfer_family_idp", "transfer_family"],
  url: ["function_url", "function_url_none", "function_url_iam", "lambda_url"],
  websocket: ["api_gateway_websocket", "websocket_api"],
};

/** What a source is called here, by a name that it has elsewhere. */
export const sourceNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(elsewhere).flatMap(([key, names]) => names.map((name) => [name, key])),
);
