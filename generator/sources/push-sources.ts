import { roleSources } from "./role-sources.ts";
import type { Field, Form, PushSource } from "./source.ts";
import { bucketNotification, eventTarget, logSubscription, targetAttachment, topicSubscription } from "./subscriptions.ts";
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
  secret,
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

const distributionId: Field = { name: "distribution id", takes: alphanumeric, most: 32 };

/** A distribution lies in no region. */
const distributionForm: Form = {
  arn: "arn:${Partition}:cloudfront::${Account}:distribution/${DistributionId}",
  parts: { distribution: "DistributionId" },
};

const skillId: Field = {
  name: "skill id",
  takes: characters(/^[A-Za-z0-9.-]*$/, "letters, digits and . -"),
  most: 256,
  shape: {
    test: /^amzn1\.ask\.skill\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "amzn1.ask.skill. and the skill's UUID",
  },
};

/** Every kind of source that invokes a function through the function's resource policy: the keys of `push`. */
const entries = {
  s3: {
    ...bucket,
    kind: "arn",
    title: "S3 event notification",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
    principal: "s3.amazonaws.com",
    // A bucket ARN names no account, and a deleted bucket's name can be taken by another.
    guard: "arn+account",
    wiring: bucketNotification,
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
    wiring: topicSubscription,
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
    wiring: eventTarget,
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
    wiring: targetAttachment,
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
    wiring: logSubscription,
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
    // A new rule is evaluated at once.
    atOnce: {
      docs: "https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules.html",
      after: ["aws_config_config_rule", "aws_config_organization_custom_rule"],
    },
  },
  secretsmanager: {
    ...secret,
    kind: "arn",
    title: "Secrets Manager rotation",
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html",
    principal: "secretsmanager.amazonaws.com",
    guard: "arn+account",
    // The secret is rotated as soon as the rotation is set up, and stays half rotated where that fails.
    atOnce: {
      docs: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html",
      after: ["aws_secretsmanager_secret_rotation"],
    },
  },
  lattice: {
    kind: "arn",
    title: "VPC Lattice target group",
    noun: "VPC Lattice target group",
    docs: "https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html",
    principal: "vpc-lattice.amazonaws.com",
    fields: { TargetGroupId: { name: "target group id", takes: hyphened, most: 64 } },
    forms: [
      {
        arn: "arn:${Partition}:vpc-lattice:${Region}:${Account}:targetgroup/${TargetGroupId}",
        parts: { target_group: "TargetGroupId" },
      },
    ],
    short: true,
    types: ["vpc-lattice/TargetGroup"],
    guard: "arn",
  },
  metrics: {
    kind: "source-account",
    title: "CloudWatch custom metric data source",
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_MultiDataSources-Connect-Custom.html",
    principal: "lambda.datasource.cloudwatch.amazonaws.com",
  },
  iot_authorizer: {
    kind: "arn",
    title: "IoT Core custom authorizer",
    noun: "IoT authorizer",
    docs: "https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-authorize.html",
    principal: "iot.amazonaws.com",
    fields: {
      AuthorizerName: { name: "authorizer name", takes: characters(/^[\w=,@-]*$/, "letters, digits and _ = , @ -"), most: 128 },
    },
    forms: [
      { arn: "arn:${Partition}:iot:${Region}:${Account}:authorizer/${AuthorizerName}", parts: { authorizer: "AuthorizerName" } },
    ],
    short: true,
    types: ["iot/authorizer"],
    guard: "arn",
  },
  iot_provisioning: {
    kind: "arn",
    title: "IoT fleet provisioning hook",
    noun: "IoT provisioning template",
    docs: "https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html",
    principal: "iot.amazonaws.com",
    fields: { TemplateName: { name: "template name", takes: plain, most: 36 } },
    forms: [
      {
        arn: "arn:${Partition}:iot:${Region}:${Account}:provisioningtemplate/${TemplateName}",
        parts: { template: "TemplateName" },
      },
    ],
    short: true,
    types: ["iot/provisioningtemplate"],
    guard: "arn",
  },
  ses: {
    kind: "arn",
    title: "SES receipt rule",
    noun: "SES receipt rule",
    docs: "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html",
    principal: "ses.amazonaws.com",
    fields: {
      RuleSetName: { name: "rule set name", takes: plain, most: 64 },
      RuleName: { name: "rule name", takes: plain, most: 64 },
    },
    forms: [
      {
        arn: "arn:${Partition}:ses:${Region}:${Account}:receipt-rule-set/${RuleSetName}:receipt-rule/${RuleName}",
        parts: { rule_set: "RuleSetName", rule: "RuleName" },
      },
    ],
    short: false,
    types: ["ses/receipt-rule"],
    refusedTypes: {
      "aws_ses_receipt_rule.arn": {
        message: "SES asks for the permission before it makes the rule, so the permission cannot wait for the rule's ARN",
        hint: "write ses: {rule_set: NAME, rule: NAME}, and let the rule depend on the permission",
      },
      "aws_ses_receipt_rule_set.arn": {
        message: "the ARN of a rule set names no rule",
        hint: "write ses: {rule_set: NAME, rule: NAME}",
      },
    },
    guard: "arn+account",
  },
  codecommit: {
    kind: "arn",
    title: "CodeCommit trigger",
    noun: "CodeCommit repository",
    docs: "https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-lambda-cc.html",
    principal: "codecommit.amazonaws.com",
    fields: { RepositoryName: { name: "repository name", takes: dotted, most: 100 } },
    forms: [
      { arn: "arn:${Partition}:codecommit:${Region}:${Account}:${RepositoryName}", parts: { repository: "RepositoryName" } },
    ],
    short: true,
    types: ["codecommit/repository"],
    guard: "arn+account",
  },
  lex: {
    kind: "arn",
    title: "Lex V2 bot alias",
    noun: "Lex bot alias",
    docs: "https://docs.aws.amazon.com/lexv2/latest/dg/lambda-attach.html",
    // The principal of Lex V1 was lex.amazonaws.com.
    principal: "lexv2.amazonaws.com",
    fields: {
      BotId: { name: "bot id", takes: alphanumeric, most: 10 },
      BotAliasId: { name: "bot alias id", takes: alphanumeric, most: 10 },
    },
    forms: [
      {
        arn: "arn:${Partition}:lex:${Region}:${Account}:bot-alias/${BotId}/${BotAliasId}",
        parts: { bot: "BotId", alias: "BotAliasId" },
      },
    ],
    short: false,
    types: ["lex/bot alias", "lexv2/bot alias"],
    // No page says that Lex sends its account; the ARN names it.
    guard: "arn",
  },
  connect: {
    kind: "arn",
    title: "Amazon Connect flow",
    // The instance calls, whichever of its flows asks it to.
    noun: "Connect instance",
    docs: "https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
    principal: "connect.amazonaws.com",
    fields: { InstanceId: { name: "instance id", takes: hyphened, most: 100 } },
    forms: [{ arn: "arn:${Partition}:connect:${Region}:${Account}:instance/${InstanceId}", parts: { instance: "InstanceId" } }],
    short: true,
    types: ["connect/instance"],
    refusedTypes: {
      "aws_connect_contact_flow.arn": {
        message: "the instance calls, whichever of its flows asks it to",
        hint: "write ${aws_connect_instance.NAME.arn}",
      },
    },
    guard: "arn+account",
  },
  alexa: {
    kind: "token",
    title: "Alexa custom skill",
    docs: "https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html",
    principal: "alexa-appkit.amazon.com",
    token: skillId,
  },
  alexa_smart_home: {
    kind: "token",
    title: "Alexa smart home skill",
    docs: "https://developer.amazon.com/en-US/docs/alexa/smarthome/develop-smart-home-skills-in-multiple-languages.html",
    principal: "alexa-connectedhome.amazon.com",
    token: skillId,
  },
  url: {
    kind: "url",
    title: "Function URL",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    atOnce: { docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html", after: [] },
  },
  cloudfront: {
    kind: "arn",
    title: "CloudFront distribution in front of the function's URL",
    noun: "CloudFront distribution",
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
    principal: "cloudfront.amazonaws.com",
    fields: { DistributionId: distributionId },
    forms: [distributionForm],
    short: true,
    types: ["cloudfront/distribution"],
    guard: "arn",
    throughUrl: true,
    atOnce: { docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html", after: [] },
  },
  edge: {
    kind: "arn",
    title: "Lambda@Edge",
    noun: "CloudFront distribution",
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html",
    principal: "edgelambda.amazonaws.com",
    fields: { DistributionId: distributionId },
    forms: [distributionForm],
    short: true,
    types: ["cloudfront/distribution"],
    guard: "arn",
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
    replicates: {
      trusts: "edgelambda.amazonaws.com",
      region: "us-east-1",
      logPrefix: "us-east-1.",
      refused: {
        environment: "a function at the edge has no environment variables",
        vpc_config: "a function at the edge lies in no VPC",
        dead_letter_config: "a function at the edge has no dead-letter queue",
        tracing_config: "a function at the edge is not traced",
        layers: "a function at the edge has no layers",
        reserved_concurrent_executions: "a function at the edge reserves no concurrency",
        image_uri: "a function at the edge is no container image",
        kms_key_arn: "a function at the edge has no environment to encrypt",
        file_system_config: "a function at the edge mounts no file system",
        ephemeral_storage: "a function at the edge has 512 MB of storage",
        alias: "CloudFront calls a numbered version, never an alias",
      },
      architecture: "x86_64",
    },
  },
  bedrock: {
    kind: "arn",
    title: "Bedrock agent action group",
    noun: "Bedrock agent",
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html",
    principal: "bedrock.amazonaws.com",
    fields: { AgentId: { name: "agent id", takes: alphanumeric, most: 10 } },
    forms: [{ arn: "arn:${Partition}:bedrock:${Region}:${Account}:agent/${AgentId}", parts: { agent: "AgentId" } }],
    short: true,
    types: ["bedrock/agent"],
    guard: "arn+account",
  },
  appsync: {
    kind: "arn",
    title: "AppSync Lambda authorizer",
    noun: "AppSync API",
    docs: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    principal: "appsync.amazonaws.com",
    fields: { ApiId: { name: "API id", takes: alphanumeric, most: 64 } },
    forms: [{ arn: "arn:${Partition}:appsync:${Region}:${Account}:apis/${ApiId}", parts: { api: "ApiId" } }],
    short: true,
    types: ["appsync/graphqlapi", "appsync/api"],
    guard: "arn",
  },
  transfer: {
    kind: "arn",
    title: "Transfer Family identity provider",
    noun: "Transfer Family server",
    docs: "https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html",
    principal: "transfer.amazonaws.com",
    fields: { ServerId: { name: "server id", takes: hyphened, most: 19 } },
    forms: [{ arn: "arn:${Partition}:transfer:${Region}:${Account}:server/${ServerId}", parts: { server: "ServerId" } }],
    short: true,
    types: ["transfer/server"],
    // The page shows the ARN alone, which names the account.
    guard: "arn",
  },
  workmail: {
    kind: "arn",
    title: "WorkMail message flow",
    noun: "WorkMail organization",
    docs: "https://docs.aws.amazon.com/workmail/latest/adminguide/lambda.html",
    principal: "workmail.${Region}.amazonaws.com",
    fields: { OrganizationId: { name: "organization id", takes: hyphened, most: 34 } },
    forms: [
      {
        arn: "arn:${Partition}:workmail:${Region}:${Account}:organization/${OrganizationId}",
        parts: { organization: "OrganizationId" },
      },
    ],
    short: true,
    types: ["workmail/organization"],
    guard: "arn",
  },
  chime: {
    kind: "source-account",
    title: "Chime SDK SIP media application",
    docs: "https://docs.aws.amazon.com/chime-sdk/latest/dg/invoke-lambda.html",
    principal: "voiceconnector.chime.amazonaws.com",
  },
  chime_messaging: {
    kind: "arn",
    title: "Chime SDK channel flow",
    noun: "Chime app instance",
    docs: "https://docs.aws.amazon.com/chime-sdk/latest/dg/processor-setup.html",
    principal: "messaging.chime.amazonaws.com",
    fields: { AppInstanceId: { name: "app instance id", takes: hyphened, most: 64 } },
    forms: [
      {
        arn: "arn:${Partition}:chime:${Region}:${Account}:app-instance/${AppInstanceId}",
        parts: { app_instance: "AppInstanceId" },
      },
    ],
    short: true,
    types: ["chime/app-instance"],
    guard: "arn",
  },
  ...roleSources,
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
} satisfies Readonly<Record<string, PushSource>>;

/** The keys by name, for whoever writes a spec as an object. */
export type PushKey = keyof typeof entries;

export const pushSources: Readonly<Record<string, PushSource>> = entries;
