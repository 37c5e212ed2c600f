import { ofEach } from "./shapes/push-shapes.ts";
import { schedule } from "./shapes/schedule.ts";
import { alphanumeric, characters, dotted, hyphened, plainCharacters, queue } from "./shapes/things.ts";
import type { RolePushSource } from "./source.ts";
import { keys } from "./targets.ts";

const invoke = { actions: ["lambda:InvokeFunction"], on: ["function"], why: "the service invokes this function" } as const;

/** A resource that is made with the role: the role's trust cannot wait for its ARN. */
function madeWithTheRole(type: string, noun: string, key: string) {
  return ofEach(type, ["arn", "id", "name"], {
    message: `the ${noun} is made with this role, so the role cannot wait for the ${noun}'s ARN`,
    hint: `write \`${key}: NAME\`: the name that the ${noun} is given, as text, \${var.…} or \${local.…}`,
  });
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
const scheduler = {
  kind: "role",
  title: "EventBridge Scheduler schedule group",
  noun: "schedule group",
  docs: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  principal: "scheduler.amazonaws.com",
  // The guard is the group of the schedule, not the schedule.
  fields: { GroupName: { name: "schedule group's name", takes: dotted, most: 64 } },
  forms: [{ arn: "arn:${Partition}:scheduler:${Region}:${Account}:schedule-group/${GroupName}", parts: { group: "GroupName" } }],
  short: true,
  types: ["scheduler/schedule-group"],
  oneRole: false,
  sends: "account+arn",
  grants: [invoke],
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
  implied: [
    {
      argument: "target.dead_letter_config.arn",
      actions: ["sqs:SendMessage"],
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
      on: {
        sqs: queue({
          message: "EventBridge Scheduler sends what failed to a standard queue alone",
          hint: "name one that is not FIFO",
        }),
      },
      why: "the service sends what failed to its dead-letter queue",
    },
    { argument: "kms_key_arn", actions: ["kms:Decrypt"], on: keys, why: "the service decrypts its schedule" },
  ],
  subscription: schedule,
} satisfies RolePushSource;

/**
 * Services that invoke a function through an IAM role of their own: keys of `push` that make that role. A permission on the
 * function would be dead.
 */
export const roleSources = {
  scheduler,
  schedule: {
    ...scheduler,
    title: "EventBridge Scheduler schedule, which is made",
    docs: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
    made: { argument: "schedule_expression", within: "group", otherwise: "default" },
  },
  pipes: {
    kind: "role",
    title: "EventBridge Pipes pipe",
    noun: "pipe",
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html",
    principal: "pipes.amazonaws.com",
    fields: { PipeName: { name: "pipe's name", takes: dotted, most: 64 } },
    forms: [{ arn: "arn:${Partition}:pipes:${Region}:${Account}:pipe/${PipeName}", parts: { pipe: "PipeName" } }],
    short: true,
    types: ["pipes/pipe"],
    refusedTypes: madeWithTheRole("aws_pipes_pipe", "pipe", "pipes"),
    oneRole: true,
    sends: "account+arn",
    grants: [invoke],
  },
  stepfunctions: {
    kind: "role",
    title: "Step Functions state machine",
    noun: "state machine",
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html",
    principal: "states.amazonaws.com",
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    fields: {
      StateMachineName: {
        name: "state machine's name",
        takes: characters(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]*$/u, 'no spaces, brackets and " # % \\ ^ | ~ ` $ & , ; : /'),
        most: 80,
      },
    },
    forms: [
      {
        arn: "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}",
        parts: { state_machine: "StateMachineName" },
      },
    ],
    short: true,
    types: ["states/statemachine"],
    refusedTypes: madeWithTheRole("aws_sfn_state_machine", "state machine", "stepfunctions"),
    oneRole: true,
    sends: "account+arn",
    grants: [invoke],
  },
  firehose: {
    kind: "role",
    title: "Data Firehose transformation",
    noun: "Firehose stream",
    docs: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
    principal: "firehose.amazonaws.com",
    fields: { DeliveryStreamName: { name: "Firehose stream's name", takes: dotted, most: 64 } },
    forms: [
      {
        arn: "arn:${Partition}:firehose:${Region}:${Account}:deliverystream/${DeliveryStreamName}",
        parts: { stream: "DeliveryStreamName" },
      },
    ],
    short: true,
    types: ["firehose/deliverystream"],
    oneRole: true,
    sends: "external-id",
    // Firehose calls a version: $LATEST where its configuration names none.
    grants: [
      {
        actions: ["lambda:GetFunctionConfiguration", "lambda:InvokeFunction"],
        on: ["latest"],
        why: "the service transforms records with this function",
      },
    ],
  },
  appsync_datasource: {
    kind: "role",
    title: "AppSync Lambda data source",
    noun: "AppSync API",
    docs: "https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html",
    principal: "appsync.amazonaws.com",
    fields: { ApiId: { name: "API id", takes: alphanumeric, most: 64 } },
    forms: [{ arn: "arn:${Partition}:appsync:${Region}:${Account}:apis/${ApiId}", parts: { api: "ApiId" } }],
    short: true,
    types: ["appsync/graphqlapi", "appsync/Api"],
    oneRole: false,
    sends: "account+arn",
    grants: [{ actions: ["lambda:InvokeFunction"], on: ["function", "versions"], why: "the service invokes this function" }],
  },
  apigateway_role: {
    kind: "role",
    title: "API Gateway integration or authorizer with credentials of its own",
    noun: "API",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-lambda.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: { name: "API id", takes: alphanumeric, most: 64 } },
    forms: [
      { arn: "arn:${Partition}:apigateway:${Region}::/restapis/${ApiId}", parts: { api: "ApiId" } },
      { arn: "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}", parts: { http_api: "ApiId" } },
    ],
    short: true,
    types: ["apigateway/RestApi", "apigateway/Api"],
    oneRole: true,
    sends: "nothing",
    grants: [invoke],
  },
  codepipeline: {
    kind: "role",
    title: "CodePipeline Lambda action",
    noun: "pipeline",
    docs: "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html",
    principal: "codepipeline.amazonaws.com",
    fields: {
      PipelineName: {
        name: "pipeline's name",
        takes: characters(/^[A-Za-z0-9.@_-]*$/, "letters, digits and . @ - _"),
        most: 100,
      },
    },
    forms: [{ arn: "arn:${Partition}:codepipeline:${Region}:${Account}:${PipelineName}", parts: { pipeline: "PipelineName" } }],
    short: true,
    types: ["codepipeline/pipeline"],
    oneRole: true,
    sends: "nothing",
    grants: [
      invoke,
      { actions: ["lambda:ListFunctions"], on: ["*"], why: "the service lists functions; AWS cannot scope this action" },
    ],
  },
  s3batch: {
    kind: "role",
    title: "S3 Batch Operations",
    noun: "S3 Batch Operations job",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html",
    principal: "batchoperations.s3.amazonaws.com",
    fields: { JobId: { name: "job id", takes: plainCharacters, most: 64, any: true } },
    forms: [{ arn: "arn:${Partition}:s3:${Region}:${Account}:job/${JobId}", parts: { job: "JobId" } }],
    short: true,
    types: ["s3/job"],
    oneRole: true,
    sends: "nothing",
    grants: [invoke],
  },
  rds: {
    kind: "role",
    title: "RDS or Aurora database",
    noun: "database cluster",
    docs: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda.html",
    principal: "rds.amazonaws.com",
    fields: {
      ClusterId: { name: "cluster's name", takes: hyphened, most: 63 },
      InstanceId: { name: "instance's name", takes: hyphened, most: 63 },
    },
    forms: [
      { arn: "arn:${Partition}:rds:${Region}:${Account}:cluster:${ClusterId}", parts: { cluster: "ClusterId" } },
      { arn: "arn:${Partition}:rds:${Region}:${Account}:db:${InstanceId}", parts: { instance: "InstanceId" } },
    ],
    short: true,
    types: ["rds/cluster", "rds/db"],
    oneRole: true,
    sends: "nothing",
    grants: [invoke],
  },
} satisfies Readonly<Record<string, RolePushSource>>;
