import type { Field, PushSource } from "./source.ts";

/** Every kind of source that invokes a function through the function's resource policy: the keys of `push`. */
export const pushSources: Readonly<Record<string, PushSource>> = {
  s3: {
    kind: "arn",
    title: "S3 event notification",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
    principal: "s3.amazonaws.com",
    fields: { BucketName: bucket() },
    forms: [{ arn: "arn:${Partition}:s3:::${BucketName}", parts: { bucket: "BucketName" } }],
    short: true,
    types: ["s3/bucket"],
    // A bucket ARN names no account, and a deleted bucket's name can be taken by another.
    guard: "arn+account",
  },
  sns: {
    kind: "arn",
    title: "SNS topic",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/lambda-permissions.html",
    principal: "sns.amazonaws.com",
    fields: {
      TopicName: {
        name: "topic name",
        characters: /^[A-Za-z0-9_-]*$/,
        most: 256,
        // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
        refused: {
          when: /\.fifo$/,
          message: "a FIFO topic cannot deliver to a function",
          hint: "let it deliver to an SQS queue, and pull from that",
        },
      },
    },
    forms: [{ arn: "arn:${Partition}:sns:${Region}:${Account}:${TopicName}", parts: { topic: "TopicName" } }],
    short: true,
    types: ["sns/topic"],
    guard: "arn",
  },
  eventbridge: {
    kind: "arn",
    title: "EventBridge rule, on the default or another bus",
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    principal: "events.amazonaws.com",
    fields: {
      RuleName: { name: "rule name", characters: /^[A-Za-z0-9._-]*$/, most: 64 },
      // A partner's bus has slashes: aws.partner/example.com/orders.
      EventBusName: { name: "bus name", characters: /^[A-Za-z0-9._/-]*$/, most: 256, slashes: true, implied: "default" },
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
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId(), Stage: stage(), Method: method(), Path: path() },
    forms: [
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
        parts: { api: "ApiId", stage: "Stage", method: "Method", path: "Path" },
      },
    ],
    short: false,
    types: ["execute-api/execute-api-general"],
    refusedTypes: bareExecutionArn("aws_api_gateway_rest_api.api.execution_arn", "/prod/POST/orders"),
    guard: "arn",
  },
  httpapi: {
    kind: "arn",
    title: "API Gateway HTTP API route",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId(), Stage: stage(), Method: method(), Path: path(), Route: defaultRoute() },
    forms: [
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
        parts: { api: "ApiId", stage: "Stage", method: "Method", path: "Path" },
      },
      // The route $default has no method in its ARN.
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Route}",
        parts: { api: "ApiId", stage: "Stage", route: "Route" },
      },
    ],
    short: false,
    types: ["execute-api/execute-api-general"],
    refusedTypes: bareExecutionArn("aws_apigatewayv2_api.api.execution_arn", "/$default/POST/orders"),
    guard: "arn",
  },
  websocket: {
    kind: "arn",
    title: "API Gateway WebSocket API route",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html",
    principal: "apigateway.amazonaws.com",
    fields: {
      ApiId: apiId(),
      Stage: stage(),
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
      Route: { name: "route key", characters: /^[$A-Za-z0-9._/-]*$/, most: 128, slashes: true },
    },
    forms: [
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Route}",
        parts: { api: "ApiId", stage: "Stage", route: "Route" },
      },
    ],
    short: false,
    types: ["execute-api/execute-api-general"],
    refusedTypes: bareExecutionArn("aws_apigatewayv2_api.api.execution_arn", "/prod/$connect"),
    guard: "arn",
  },
  authorizer: {
    kind: "arn",
    title: "API Gateway Lambda authorizer",
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
    principal: "apigateway.amazonaws.com",
    fields: { ApiId: apiId(), AuthorizerId: { name: "authorizer id", characters: /^[A-Za-z0-9]*$/, most: 64 } },
    forms: [
      {
        arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/authorizers/${AuthorizerId}",
        parts: { api: "ApiId", id: "AuthorizerId" },
      },
    ],
    short: false,
    types: ["execute-api/execute-api-general"],
    refusedTypes: bareExecutionArn(
      "aws_api_gateway_rest_api.api.execution_arn",
      "/authorizers/${aws_api_gateway_authorizer.auth.id}",
    ),
    guard: "arn",
  },
  alb: {
    kind: "arn",
    title: "Application Load Balancer target group",
    docs: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html",
    principal: "elasticloadbalancing.amazonaws.com",
    fields: {
      TargetGroupName: { name: "target group name", characters: /^[A-Za-z0-9-]*$/, most: 32 },
      TargetGroupId: { name: "target group id", characters: /^[0-9a-f]*$/, most: 32 },
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
    docs: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html",
    principal: "cognito-idp.amazonaws.com",
    fields: { UserPoolId: { name: "user pool id", characters: /^[\w-]*$/, shape: /^[\w-]+_[0-9A-Za-z]+$/, most: 55 } },
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
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    principal: "logs.amazonaws.com",
    fields: { LogGroupName: { name: "log group name", characters: /^[A-Za-z0-9._/#-]*$/, most: 512, slashes: true } },
    // Terraform's aws_cloudwatch_log_group.x.arn comes without the ":*" that the service sends.
    forms: [
      { arn: "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}", parts: { log_group: "LogGroupName" } },
    ],
    short: true,
    suffix: ":*",
    types: ["logs/log-group"],
    guard: "arn+account",
  },
  alarm: {
    kind: "arn",
    title: "CloudWatch alarm action",
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html",
    principal: "lambda.alarms.cloudwatch.amazonaws.com",
    fields: { AlarmName: { name: "alarm name", characters: /^\P{Cc}*$/u, most: 255, slashes: true } },
    forms: [{ arn: "arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${AlarmName}", parts: { alarm: "AlarmName" } }],
    short: true,
    types: ["cloudwatch/alarm"],
    guard: "arn+account",
  },
  iot: {
    kind: "arn",
    title: "IoT Core topic rule",
    docs: "https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html",
    principal: "iot.amazonaws.com",
    fields: { RuleName: { name: "rule name", characters: /^[A-Za-z0-9_]*$/, most: 128 } },
    forms: [{ arn: "arn:${Partition}:iot:${Region}:${Account}:rule/${RuleName}", parts: { rule: "RuleName" } }],
    short: true,
    types: ["iot/rule"],
    guard: "arn+account",
  },
  config: {
    kind: "arn",
    title: "AWS Config custom rule",
    docs: "https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html",
    principal: "config.amazonaws.com",
    fields: { ConfigRuleId: { name: "config rule id", characters: /^[A-Za-z0-9-]*$/, most: 64 } },
    forms: [{ arn: "arn:${Partition}:config:${Region}:${Account}:config-rule/${ConfigRuleId}", parts: { rule: "ConfigRuleId" } }],
    short: true,
    any: true,
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
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html",
    principal: "secretsmanager.amazonaws.com",
    fields: { SecretId: { name: "secret name with its suffix", characters: /^[A-Za-z0-9/_+=.@-]*$/, most: 519, slashes: true } },
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

function bucket(): Field {
  // Underscores and capitals are of old buckets; whether S3 would give the name today is a warning of its own.
  return { name: "bucket name", characters: /^[A-Za-z0-9._-]*$/, most: 255 };
}

function apiId(): Field {
  return { name: "API id", characters: /^[A-Za-z0-9]*$/, most: 64 };
}

function stage(): Field {
  return { name: "stage", characters: /^[$A-Za-z0-9_-]*$/, shape: /^(\$default|[A-Za-z0-9_-]+)$/, most: 128 };
}

function method(): Field {
  return {
    name: "method",
    characters: /^[A-Za-z]*$/,
    shape: /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/i,
    written: (text) => (text.toUpperCase() === "ANY" ? "*" : text.toUpperCase()),
  };
}

function path(): Field {
  return {
    name: "path",
    slashes: true,
    empty: true,
    characters: /^[A-Za-z0-9._~%!$&'()+,;=:@{}/-]*$/,
    // The slash before it belongs to the ARN; API Gateway drops a trailing one, and any value may stand for {id}.
    written: (text) =>
      text
        .replace(/^\//, "")
        .replace(/\/$/, "")
        .replace(/\{[^{}]*\}/g, "*"),
  };
}

function defaultRoute(): Field {
  return {
    name: "route",
    characters: /^[$a-z]*$/,
    refused: {
      when: /^(?!\$default$)/,
      message: "a route other than $default is named by its method and path",
      hint: "write {api, stage, method, path}",
    },
  };
}

function bareExecutionArn(expression: string, rest: string): Readonly<Record<string, { message: string; hint: string }>> {
  const refused = {
    message: "an execution ARN alone has no stage and no route, so no call ever matches it",
    hint: `write \${${expression}}${rest}`,
  };
  return { "aws_api_gateway_rest_api.execution_arn": refused, "aws_apigatewayv2_api.execution_arn": refused };
}
