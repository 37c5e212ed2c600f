import type { HomeOf } from "../draft.ts";
import { type Json, list, object, own, type StateResource } from "../read-state.ts";
import { beginsWithExpression } from "../text/texts.ts";
import { conditionOf } from "./sam-function.ts";
import type { Deployment } from "./template/deployment.ts";
import { madeName } from "./template/made-resources.ts";
import { isFunction } from "./template/read-template.ts";
import { Resolver } from "./template/resolve.ts";

/**
 * Resources of a template that say what calls a function: where a permission does not, they are its guard; and what a cluster is made
 * with that is polled. For the APIs of SAM, which
 * name functions themselves, SAM makes the permissions.
 */

type Text = (value: unknown) => string | undefined;
type Read = (properties: Json, at: Placed) => readonly Called[];

/** A resource of the template, in a deployment: what its values say there. */
interface Placed {
  /** Its logical name. */
  readonly id: string;
  readonly home: HomeOf;
  readonly text: Text;
}

interface Called {
  readonly type: string;
  readonly values: Json;
  /** Of a permission, the logical name that SAM gives it. */
  readonly madeAs?: string;
}

const readers: Readonly<Record<string, Read>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html: it has no attribute that is its ARN.
  "AWS::DocDB::DBCluster": ({ DBClusterParameterGroupName: parameters, DBSubnetGroupName: subnets }, { text, id, home }) => [
    {
      type: "aws_docdb_cluster",
      values: {
        arn: `arn:${home.partition}:rds:${home.region}:${home.account}:cluster:${text({ Ref: id })}`,
        db_cluster_parameter_group_name: text(parameters),
        db_subnet_group_name: text(subnets),
      },
    },
  ],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
  "AWS::Events::Rule": ({ EventBusName: bus, Targets: targets }, { text, id }) => {
    const beside = {
      rule: text({ "Fn::GetAtt": [id, "Name"] }),
      name: text({ "Fn::GetAtt": [id, "Name"] }),
      event_bus_name: bus === undefined ? "default" : text(bus),
    };
    return [
      { type: "aws_cloudwatch_event_rule", values: { ...beside, arn: text({ "Fn::GetAtt": [id, "Arn"] }) } },
      ...list(targets).map((one) => ({
        type: "aws_cloudwatch_event_target",
        values: { ...beside, arn: text(object(one)["Arn"]) },
      })),
    ];
  },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  "AWS::S3::Bucket": ({ NotificationConfiguration: told }, { text, id }) => [
    {
      type: "aws_s3_bucket_notification",
      values: {
        bucket: text({ Ref: id }),
        lambda_function: list(object(told)["LambdaConfigurations"]).map((one) => ({
          lambda_function_arn: text(object(one)["Function"]),
        })),
      },
    },
  ],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html
  "AWS::SNS::Subscription": ({ Endpoint: endpoint, TopicArn: topic }, { text }) => [
    { type: "aws_sns_topic_subscription", values: { endpoint: text(endpoint), topic_arn: text(topic) } },
  ],
  "AWS::SNS::Topic": ({ Subscription: subscriptions }, { text, id }) =>
    list(subscriptions).map((one) => ({
      type: "aws_sns_topic_subscription",
      values: { endpoint: text(object(one)["Endpoint"]), topic_arn: text({ Ref: id }) },
    })),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-lambdatokenauthorizer.html
  "AWS::Serverless::Api": ({ Auth: auth }, at) =>
    authorizersOf(auth).flatMap(([name, { FunctionArn: called, DisableFunctionDefaultPermissions: none }]) =>
      called === undefined || (none !== undefined && at.text(none) !== "false")
        ? []
        : [byGateway(called, at, "authorizers/*", `${at.id}${name}AuthorizerPermission`)],
    ),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-lambdaauthorizer.html
  "AWS::Serverless::HttpApi": ({ Auth: auth }, at) =>
    authorizersOf(auth).flatMap(([name, { FunctionArn: called, EnableFunctionDefaultPermissions: some }]) =>
      called === undefined || at.text(some) !== "true"
        ? []
        : [byGateway(called, at, "authorizers/*", `${at.id}${name}AuthorizerPermission`)],
    ),
  // https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/api/websocket_api_generator.py
  "AWS::Serverless::WebSocketApi": ({ Auth: auth, Routes: routes, StageName: stage }, at) => {
    const { AuthArn: authorizer, InvokeRole: role } = object(auth);
    return [
      ...Object.entries(object(routes)).map(([route, one]) => {
        const [, first = "", others = ""] = /^\$?(.)(.*)$/.exec(route) ?? [];
        const madeAs = `${at.id}${first.toUpperCase()}${others.toLowerCase()}Permission`;
        const on = at.text(stage ?? "default");
        return byGateway(object(one)["FunctionArn"], at, on === undefined ? on : `${on}/${route}`, madeAs);
      }),
      ...(authorizer === undefined || role !== undefined
        ? []
        : [byGateway(authorizer, at, "authorizers/*", `${at.id}AuthorizerPermission`)]),
    ];
  },
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-graphqlapi-lambdaauthorizerconfig.html
  "AWS::Serverless::GraphQLApi": ({ Auth: auth }, { text, id, home: { partition, region, account } }) =>
    [auth, ...list(object(auth)["Additional"])]
      .flatMap((one) => object(object(one)["LambdaAuthorizer"])["AuthorizerUri"] ?? [])
      .map((called, index) => ({
        type: "aws_lambda_permission",
        values: {
          principal: "appsync.amazonaws.com",
          function_name: text(called),
          source_arn: `arn:${partition}:appsync:${region}:${account}:apis/${text({ "Fn::GetAtt": [id, "ApiId"] })}`,
        },
        madeAs: `${id}ToLambdaAuthConnector${index + 1}WriteLambdaPermission`,
      })),
};

/** The authorizers of an API, by name; what decides whether there are any stands for the function of one. */
function authorizersOf(auth: unknown): readonly (readonly [string, Json])[] {
  const undecided = (called: unknown) => ({ FunctionArn: called, EnableFunctionDefaultPermissions: true });
  const { Authorizers: all } = object(auth);
  const whole = [auth, all].find(isFunction);
  if (whole !== undefined) return [["", undecided(whole)]];
  return Object.entries(object(all)).map(([name, one]) => [name, isFunction(one) ? undecided(one) : object(one)]);
}

/** A call of API Gateway, for one API. */
function byGateway(called: unknown, { id, home, text }: Placed, path: string | undefined, madeAs: string): Called {
  const { partition, region, account } = home;
  const values = {
    principal: "apigateway.amazonaws.com",
    function_name: text(called),
    source_arn: path && `arn:${partition}:execute-api:${region}:${account}:${text({ Ref: id })}/${path}`,
  };
  return { type: "aws_lambda_permission", values, madeAs };
}

/** What calls functions, as a state has it; of what nobody can tell, nothing is said, but for who is let in. */
export function callerResources(
  template: Json,
  deployment: Deployment,
): { readonly resources: readonly StateResource[]; readonly left: readonly { readonly from: string; readonly why: string }[] } {
  const resolver = new Resolver(template, deployment);
  const left: { from: string; why: string }[] = [];
  const resources = Object.entries(object(template["Resources"])).flatMap(([id, one]): readonly StateResource[] => {
    const { Type: type, Properties: properties } = object(one);
    const condition = conditionOf(one);
    const read = own(readers, String(type));
    const called = read?.(object(properties), { id, home: deployment.home, text: (value) => resolver.textOf(value, id) }) ?? [];
    return called.flatMap(({ type: kind, values, madeAs }, index): readonly StateResource[] => {
      const resource = { type: kind, address: index === 0 ? id : `${id}.${index}`, mode: "managed", sensitive: {} } as const;
      if (madeAs === undefined) return [{ ...resource, values }];
      const { function_name: name, source_arn: arn } = values;
      const isMade = condition === null || deployment.made.size > 0;
      if (!isMade) left.push({ from: id, why: `whether ${condition} holds is decided when the template is deployed` });
      else if (typeof name !== "string" || beginsWithExpression(name))
        left.push({ from: id, why: "nobody can tell which function it calls" });
      else if (arn === undefined) left.push({ from: id, why: "nobody can tell at which stage it calls" });
      else if (condition === null || deployment.made.has(id))
        return [
          {
            ...resource,
            values: {
              action: "lambda:InvokeFunction",
              statement_id: madeName(deployment, madeAs, "AWS::Lambda::Permission"),
              ...values,
            },
          },
        ];
      return [];
    });
  });
  return { resources, left };
}
