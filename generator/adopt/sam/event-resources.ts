import type { StateResource } from "../read-state.ts";
import { list, object, text } from "../read-state.ts";
import { mappingValues, polledKey } from "./mapping-values.ts";
import type { SamFunction } from "./sam-function.ts";

/** One event of a function → the permission or the mapping that SAM makes of it. */

/** What is polled, as a key of `pull`, by the type of its event. */
const polledKeys: Readonly<Record<string, string>> = {
  SQS: "sqs",
  Kinesis: "kinesis",
  DynamoDB: "dynamodb",
  MSK: "msk",
  MQ: "mq",
  DocumentDB: "documentdb",
};

/** The policy of AWS that SAM attaches for what is polled. */
export const pollerPolicies: Readonly<Record<string, string>> = {
  SQS: "AWSLambdaSQSQueueExecutionRole",
  Kinesis: "AWSLambdaKinesisExecutionRole",
  DynamoDB: "AWSLambdaDynamoDBExecutionRole",
  MSK: "AWSLambdaMSKExecutionRole",
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html */
export function eventResources(of: SamFunction, key: string, event: unknown): readonly StateResource[] {
  const type = text(object(event)["Type"]) ?? "";
  const said = object(object(event)["Properties"]);
  const where = `Events.${key}`;
  const { resolver, name, logical } = of;
  const { region, account, partition } = of.home;
  const sub = (value: unknown) => resolver.textOf(value, where);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const allow = (principal: string, guards: Readonly<Record<string, string | undefined>>, suffix = "Permission") =>
    // A guard that cannot be told must not be lost.
    Object.values(guards).includes(undefined)
      ? []
      : [
          {
            ...of.resource(`${where}`, "aws_lambda_permission"),
            values: {
              action: "lambda:InvokeFunction",
              function_name: name,
              principal,
              qualifier: of.alias ?? "",
              statement_id: of.made(`${logical}${key}${suffix}`),
              ...guards,
            },
          },
        ];
  const route = (api: string, method: unknown, path: unknown) => {
    const verb = String(method ?? "ANY").toUpperCase();
    const at = String(path ?? "/")
      .replaceAll(/\{[^}]*\}/g, "*")
      .replace(/^\/\$default$|(?<=.)\/$/, "");
    return arn("execute-api", `${api}/*/${["ANY", "X-AMAZON-APIGATEWAY-ANY-METHOD"].includes(verb) ? "*" : verb}${at}`);
  };
  switch (type) {
    case "Api": {
      const api = sub(said["RestApiId"] ?? { Ref: "ServerlessRestApi" });
      const suffix = said["RestApiId"] === undefined ? "PermissionProd" : "PermissionStage";
      return api === undefined
        ? []
        : allow("apigateway.amazonaws.com", { source_arn: route(api, said["Method"], said["Path"]) }, suffix);
    }
    case "HttpApi": {
      const api = sub(said["ApiId"] ?? { Ref: "ServerlessHttpApi" });
      if (api === undefined) return [];
      const whole = said["Path"] === undefined;
      return [
        ...allow("apigateway.amazonaws.com", {
          source_arn: whole ? arn("execute-api", `${api}/*/$default`) : route(api, said["Method"], said["Path"]),
        }),
        { ...of.resource(where, "aws_apigatewayv2_api"), values: { id: api, protocol_type: "HTTP" } },
      ];
    }
    case "S3": {
      const bucket = sub(said["Bucket"]);
      if (bucket === undefined) return [];
      const configured = { lambda_function: [{ lambda_function_arn: of.qualified }] };
      return [
        ...allow("s3.amazonaws.com", { source_account: account }),
        { ...of.resource(where, "aws_s3_bucket_notification"), values: { bucket, ...configured } },
      ];
    }
    case "SNS": {
      if (said["SqsSubscription"] !== undefined && said["SqsSubscription"] !== false)
        resolver.untold.push(`${where}: a queue stands between the topic and the function`);
      else return allow("sns.amazonaws.com", { source_arn: sub(said["Topic"]) });
      return [];
    }
    case "Schedule":
    case "CloudWatchEvent":
    case "EventBridgeRule": {
      const called = said["RuleName"] ?? said["Name"];
      const rule = called === undefined ? of.made(`${logical}${key}`)?.split("|").at(-1) : sub(called);
      const bus = said["EventBusName"] === undefined ? "default" : sub(said["EventBusName"]);
      if (bus === undefined) return [];
      if (rule === undefined && called === undefined) resolver.untold.push(`${where}: CloudFormation gives the rule its name`);
      // A bus may be named by its ARN.
      const [busName = ""] = bus.split("/").slice(-1);
      const before = busName === "default" ? "" : `${busName}/`;
      return rule === undefined ? [] : allow("events.amazonaws.com", { source_arn: arn("events", `rule/${before}${rule}`) });
    }
    case "CloudWatchLogs": {
      const group = sub(said["LogGroupName"]);
      return group === undefined ? [] : allow("logs.amazonaws.com", { source_arn: arn("logs", `log-group:${group}:*`) });
    }
    case "Cognito":
      return allow("cognito-idp.amazonaws.com", { source_arn: cognitoArn(of, said["UserPool"], where) });
    case "IoTRule": {
      const rule = of.made(`${logical}${key}`);
      if (rule === undefined) resolver.untold.push(`${where}: CloudFormation gives the rule its name`);
      return rule === undefined
        ? []
        : allow("iot.amazonaws.com", { source_arn: arn("iot", `rule/${rule}`), source_account: account });
    }
    case "AlexaSkill": {
      if (said["SkillId"] === undefined) resolver.untold.push(`${where}: any skill of Alexa may invoke the function`);
      else return allow("alexa-appkit.amazon.com", { event_source_token: sub(said["SkillId"]) });
      return [];
    }
    case "SQS":
    case "Kinesis":
    case "DynamoDB":
    case "MSK":
    case "MQ":
    case "DocumentDB": {
      const values = mappingValues(said, where, of);
      if (values === null) return [];
      const uuid = of.made(`${logical}${key}`);
      const named = { function_name: of.arn, function_arn: of.qualified, ...(uuid !== undefined && { uuid }) };
      return [
        {
          ...of.resource(where, "aws_lambda_event_source_mapping"),
          values: { ...values, ...named },
          polls: polledKey(said["Stream"], of.template) ?? polledKeys[type] ?? "",
        },
      ];
    }
    default:
      resolver.untold.push(`${where}: events of the type ${type || "that is not said"} are not read`);
      return [];
  }
}

function cognitoArn({ resolver, template }: SamFunction, pool: unknown, where: string): string | undefined {
  const [name] = list(object(pool)["Ref"]);
  if (typeof name === "string" && Object.hasOwn(object(template["Resources"]), name)) return resolver.arnOf(name, where);
  resolver.untold.push(`${where}: the user pool is none of the template`);
  return undefined;
}
