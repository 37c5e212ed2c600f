import { type Json, list, object, type StateResource } from "../read-state.ts";
import type { Deployment } from "./deployment.ts";
import { Resolver } from "./resolve.ts";

/** Resources of a template that say what calls a function: where a permission does not, they are its guard. */

type Read = (properties: Json, text: (value: unknown) => string | undefined, id: string) => readonly Called[];

interface Called {
  readonly type: string;
  readonly values: Json;
}

const readers: Readonly<Record<string, Read>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
  "AWS::Events::Rule": ({ EventBusName: bus, Targets: targets }, text, id) => {
    const beside = {
      rule: text({ Ref: id }),
      name: text({ Ref: id }),
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
  "AWS::S3::Bucket": ({ NotificationConfiguration: told }, text, id) => [
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
  "AWS::SNS::Subscription": ({ Endpoint: endpoint, TopicArn: topic }, text) => [
    { type: "aws_sns_topic_subscription", values: { endpoint: text(endpoint), topic_arn: text(topic) } },
  ],
  "AWS::SNS::Topic": ({ Subscription: subscriptions }, text, id) =>
    list(subscriptions).map((one) => ({
      type: "aws_sns_topic_subscription",
      values: { endpoint: text(object(one)["Endpoint"]), topic_arn: text({ Ref: id }) },
    })),
};

/** What calls functions, as a state has it; of what nobody can tell, nothing is said. */
export function callerResources(template: Json, deployment: Deployment): readonly StateResource[] {
  const resolver = new Resolver(template, deployment);
  return Object.entries(object(template["Resources"])).flatMap(([id, one]) => {
    const { Type: type, Properties: properties } = object(one);
    const read = readers[String(type)];
    const called = read?.(object(properties), (value) => resolver.textOf(value, id), id) ?? [];
    return called.map(
      (resource, index): StateResource => ({
        ...resource,
        address: index === 0 ? id : `${id}.${index}`,
        mode: "managed",
        sensitive: {},
      }),
    );
  });
}
