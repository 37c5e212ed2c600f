import type { Field, Form, PushSource } from "./source.ts";
import {
  alphanumeric,
  bucket,
  characters,
  dotted,
  hexadecimal,
  hyphened,
  logGroupName,
  plain,
  printable,
  topic,
  word,
} from "./things.ts";

const apiId: Field = { name: "API id", takes: alphanumeric, most: 64 };

const stage: Field = {
  name: "stage",
  takes: characters(/^[$A-Za-z0-9_-]*$/, "letters, digits, - and _, or $default"),
  most: 128,
  shape: { test: /^(\$default|[A-Za-z0-9_-]+)$/, words: "letters, digits, - and _, or $default" },
  any: true,
};

const method: Field = {
  name: "method",
  takes: characters(/^[A-Za-z]*$/, "letters"),
  shape: {
    test: /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/i,
    words: "ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT",
  },
  written: (text) => (text.toUpperCase() === "ANY" ? "*" : text.toUpperCase()),
  any: true,
};

const path: Field = {
  name: "path",
  slashes: true,
  empty: true,
  takes: characters(/^[A-Za-z0-9._~%!$&'()+,;=:@{}/-]*$/, "what a URL's path takes"),
  // The slash before it belongs to the ARN; API Gateway drops a trailing one, and any value may stand for {id}.
  written: (text) =>
    text
      .replace(/^\//, "")
      .replace(/\/$/, "")
      .replace(/\{[^{}]*\}/g, "*"),
  any: true,
};

const defaultRoute: Field = {
  name: "route",
  takes: characters(/^[^/:]*$/, "$default"),
  refused: {
    when: /^(?!\$default$)/,
    message: "a route other than $default is named by its method and path",
    hint: "write {api, stage, method, path}",
  },
};

const methodForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
  parts: { api: "ApiId", stage: "Stage", method: "Method", path: "Path" },
};

const routeForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Route}",
  parts: { api: "ApiId", stage: "Stage", route: "Route" },
};

/** Execution ARNs begin with the API, or with the API and the stage. */
const executionArns: Readonly<Record<string, number>> = {
  "aws_api_gateway_rest_api.execution_arn": 1,
  "aws_apigatewayv2_api.execution_arn": 1,
  "aws_api_gateway_stage.execution_arn": 2,
  "aws_api_gateway_deployment.execution_arn": 2,
  "aws_apigatewayv2_stage.execution_arn": 2,
};

function bareExecutionArn(rest: string): Readonly<Record<string, { message: string; hint: string }>> {
  const message = "an execution ARN alone names no route, so no call ever matches it";
  const refused = Object.entries(executionArns).map(([attribute, parts]) => {
    const behind = parts === 1 ? rest : rest.replace(/^\/[^/]+(?=\/)/, "");
    return [attribute, { message, hint: `write \${\${self}.execution_arn}${behind}` }] as const;
  });
  return Object.fromEntries(refused);
}

/** Every kind of source that invokes a function through the function's resource policy: the keys of `push`. */
export const pushSources: Readonly<Record<string, PushSource>> = {
  s3: {
    ...bucket,
    kind: "arn",
    title: "S3 event notification",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
    principal: "s3.amazonaws.com",
    // A bucket ARN names no account, and a deleted bucket's name can be taken by another.
    guard: "arn+account",
  },
  sns: {
    // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
    ...topic({
      message: "a FIFO topic cannot deliver to a function",
      hint: "let it deliver to an SQS queue, and pull from that",
    }),
    kind: "arn",
    title: "SNS topic",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/lambda-permissions.html",
    principal: "sns.amazonaws.com",
    guard: "arn",
  },
  eventbridge: {
    kind: "arn",
    title: "EventBridge rule, on the default or another bus",
    noun: "EventBridge rule",
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    principal: "events.amazonaws.com",
    fields: {
      RuleName: { name: "rule name", takes: dotted, most: 64 },
      // A partner's bus has slashes: aws.partner/example.com/orders.
      EventBusName: {
        name: "bus name",
        takes: characters(/^[A-Za-z0-9._/-]*$/, "letters, digits and . - _ /"),
        most: 256,
        slashes: true,
        implied: "default",
      },
    },
    forms: [
      { arn: "arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}", parts: { rule: "RuleName" } },
      {
        arn: "arn:${Partition}:events:${Region}:${Account}:rule/${EventBusName}/${RuleName}",
        parts: { bus: "EventBusName", rule: "RuleName" },
      },
    ],
    short: true,
    types: ["events/rule-on-default-event-bus", "events/rule-on-custom-event-bus"],
    guard: "arn",
  },
  apigateway: {
    kind: "arn",
    title: "API Gateway REST API method",
    noun: "method of a REST API",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId, Stage: stage, Method: method, Path: path },
    forms: [methodForm],
    short: false,
    types: ["execute-api/execute-api-general"],
    begins: executionArns,
    refusedTypes: bareExecutionArn("/prod/POST/orders"),
    guard: "arn",
  },
  httpapi: {
    kind: "arn",
    title: "API Gateway HTTP API route",
    noun: "route of an HTTP API",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId, Stage: stage, Method: method, Path: path, Route: defaultRoute },
    // The route $default has no method in its ARN.
    forms: [methodForm, routeForm],
    short: false,
    types: ["execute-api/execute-api-general"],
    begins: executionArns,
    refusedTypes: bareExecutionArn("/$default/POST/orders"),
    guard: "arn",
  },
  websocket: {
    kind: "arn",
    title: "API Gateway WebSocket API route",
    noun: "route of a WebSocket API",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html",
    principal: "apigateway.amazonaws.com",
    fields: {
      ApiId: apiId,
      Stage: stage,
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
      Route: {
        name: "route key",
        takes: characters(/^[$A-Za-z0-9._/-]*$/, "letters, digits and $ . - _ /"),
        most: 128,
        slashes: true,
        any: true,
      },
    },
    forms: [routeForm],
    short: false,
    types: ["execute-api/execute-api-general"],
    begins: executionArns,
    refusedTypes: bareExecutionArn("/prod/$connect"),
    guard: "arn",
  },
  authorizer: {
    kind: "arn",
    title: "API Gateway Lambda authorizer",
    noun: "authorizer of an API",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId, AuthorizerId: { name: "authorizer id", takes: alphanumeric, most: 64 } },
    forms: [
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/authorizers/${AuthorizerId}",
        parts: { api: "ApiId", id: "AuthorizerId" },
      },
    ],
    short: false,
    types: ["execute-api/execute-api-general"],
    begins: executionArns,
    refusedTypes: bareExecutionArn("/authorizers/${aws_api_gateway_authorizer.NAME.id}"),
    guard: "arn",
  },
  alb: {
    kind: "arn",
    title: "Application Load Balancer target group",
    noun: "target group",
    docs: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html",
    principal: "elasticloadbalancing.amazonaws.com",
    fields: {
      TargetGroupName: { name: "target group name", takes: hyphened, most: 32 },
      TargetGroupId: { name: "target group id", takes: hexadecimal, most: 32 },
    },
    forms: [
      {
        arn: "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:targetgroup/${TargetGroupName}/${TargetGroupId}",
        parts: { name: "TargetGroupName", id: "TargetGroupId" },
      },
    ],
    short: false,
    types: ["elasticloadbalancing/targetgroup"],
    guard: "arn",
  },
  cognito: {
    kind: "arn",
    title: "Cognito user pool trigger",
    noun: "user pool",
    docs: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html",
    principal: "cognito-idp.amazonaws.com",
    fields: {
      UserPoolId: {
        name: "user pool id",
        takes: plain,
        most: 55,
        shape: { test: /^[\w-]+_[0-9A-Za-z]+$/, words: "the region, _ and an id" },
      },
    },
    forms: [
      { arn: "arn:${Partition}:cognito-idp:${Region}:${Account}:userpool/${UserPoolId}", parts: { user_pool: "UserPoolId" } },
    ],
    short: true,
    types: ["cognito-idp/userpool"],
    guard: "arn",
  },
  logs: {
    kind: "arn",
    title: "CloudWatch Logs subscription filter",
    noun: "log group",
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    principal: "logs.amazonaws.com",
    fields: { LogGroupName: logGroupName },
    forms: [
      { arn: "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}", parts: { log_group: "LogGroupName" } },
    ],
    short: true,
    // Terraform's aws_cloudwatch_log_group.x.arn comes without the ":*" that the service sends.
    suffix: ":*",
    types: ["logs/log-group"],
    guard: "arn+account",
  },
  alarm: {
    kind: "arn",
    title: "CloudWatch alarm action",
    noun: "CloudWatch alarm",
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html",
    principal: "lambda.alarms.cloudwatch.amazonaws.com",
    fields: { AlarmName: { name: "alarm name", takes: printable, most: 255, slashes: true } },
    forms: [{ arn: "arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${AlarmName}", parts: { alarm: "AlarmName" } }],
    short: true,
    types: ["cloudwatch/alarm"],
    guard: "arn+account",
  },
  iot: {
    kind: "arn",
    title: "IoT Core topic rule",
    noun: "IoT rule",
    docs: "https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html",
    principal: "iot.amazonaws.com",
    fields: { RuleName: { name: "rule name", takes: word, most: 128 } },
    forms: [{ arn: "arn:${Partition}:iot:${Region}:${Account}:rule/${RuleName}", parts: { rule: "RuleName" } }],
    short: true,
    types: ["iot/rule"],
    guard: "arn+account",
  },
  config: {
    kind: "arn",
    title: "AWS Config custom rule",
    noun: "AWS Config rule",
    docs: "https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html",
    principal: "config.amazonaws.com",
    // AWS gives the id only after it has checked the permission.
    fields: { ConfigRuleId: { name: "config rule id", takes: hyphened, most: 64, any: true } },
    forms: [{ arn: "arn:${Partition}:config:${Region}:${Account}:config-rule/${ConfigRuleId}", parts: { rule: "ConfigRuleId" } }],
    short: true,
    types: ["config/ConfigRule"],
    refusedTypes: {
      "aws_config_config_rule.arn": {
        message: "AWS Config asks for the permission before it makes the rule, so the permission cannot wait for the rule's ARN",
        hint: 'write `config: "*"` (any rule of this account and region), and let the rule depend on the permission',
      },
    },
    guard: "arn+account",
  },
  secretsmanager: {
    kind: "arn",
    title: "Secrets Manager rotation",
    noun: "secret",
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html",
    principal: "secretsmanager.amazonaws.com",
    fields: {
      SecretId: {
        name: "secret name",
        takes: characters(/^[A-Za-z0-9/_+=.@-]*$/, "letters, digits and / _ + = . @ -"),
        most: 519,
        slashes: true,
        // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
        refused: {
          when: /^(?!.*(-[A-Za-z0-9?]{6}|\*)$)/,
          message: "the ARN of a secret ends in a hyphen and six random characters, so this one never matches",
          hint: "write NAME-??????, or ${aws_secretsmanager_secret.NAME.arn}",
        },
        random: /-\?{6}$/,
      },
    },
    forms: [{ arn: "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}", parts: { secret: "SecretId" } }],
    short: true,
    types: ["secretsmanager/Secret"],
    guard: "arn+account",
  },
  account: {
    kind: "account",
    title: "Another account, or a role or user, that calls Invoke",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html",
  },
  organization: {
    kind: "organization",
    title: "Every account of an AWS organization",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-organization.html",
  },
  service: {
    kind: "service",
    title: "A service principal without a key of its own",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
  },
};
