import type { HomeOf } from "../draft.ts";
import type { Existing } from "../existing.ts";
import { callingArguments, textsWithin } from "../found/calling-arguments.ts";
import type { StateIndex } from "../found/state-index.ts";
import { type Json, own, text } from "../read-state.ts";

/** Resources of a state that say what calls a function: where a permission does not, these do. */
interface Calling {
  readonly principal: string;
  /** The ARN of what calls, where the resource or another one of the state tells it. */
  readonly arn: (values: Json, home: HomeOf, state: StateIndex) => string | null;
}

const alarm: Calling = { principal: "lambda.alarms.cloudwatch.amazonaws.com", arn: given("arn") };
const attachment: Calling = { principal: "elasticloadbalancing.amazonaws.com", arn: given("target_group_arn") };

/** Of each resource with calling arguments, for which service it calls. */
const callers: Readonly<Record<string, Calling>> = {
  aws_alb_target_group_attachment: attachment,
  aws_appsync_api: { principal: "appsync.amazonaws.com", arn: given("api_arn") },
  aws_appsync_graphql_api: { principal: "appsync.amazonaws.com", arn: given("arn") },
  aws_bedrockagent_agent_action_group: { principal: "bedrock.amazonaws.com", arn: made("bedrock", "agent/", "agent_id") },
  aws_cloudwatch_composite_alarm: alarm,
  aws_cloudwatch_event_target: { principal: "events.amazonaws.com", arn: ruleArn },
  aws_cloudwatch_log_subscription_filter: {
    principal: "logs.amazonaws.com",
    arn: made("logs", "log-group:", "log_group_name"),
  },
  aws_cloudwatch_metric_alarm: alarm,
  aws_codecommit_trigger: { principal: "codecommit.amazonaws.com", arn: made("codecommit", "", "repository_name") },
  aws_cognito_user_pool: { principal: "cognito-idp.amazonaws.com", arn: given("arn") },
  aws_config_config_rule: { principal: "config.amazonaws.com", arn: given("arn") },
  aws_connect_lambda_function_association: {
    principal: "connect.amazonaws.com",
    arn: made("connect", "instance/", "instance_id"),
  },
  aws_iot_authorizer: { principal: "iot.amazonaws.com", arn: given("arn") },
  aws_iot_provisioning_template: { principal: "iot.amazonaws.com", arn: given("arn") },
  aws_iot_topic_rule: { principal: "iot.amazonaws.com", arn: given("arn") },
  aws_lb_target_group_attachment: attachment,
  aws_s3_bucket_notification: {
    principal: "s3.amazonaws.com",
    arn: ({ bucket }, { partition }) => text(bucket) && `arn:${partition}:s3:::${text(bucket)}`,
  },
  aws_secretsmanager_secret_rotation: { principal: "secretsmanager.amazonaws.com", arn: given("secret_id") },
  aws_ses_receipt_rule: { principal: "ses.amazonaws.com", arn: given("arn") },
  aws_sns_topic_subscription: { principal: "sns.amazonaws.com", arn: given("topic_arn") },
  aws_transfer_server: { principal: "transfer.amazonaws.com", arn: given("arn") },
  aws_vpclattice_target_group_attachment: { principal: "vpc-lattice.amazonaws.com", arn: latticeArn },
};

/** Who calls the function for a service, from the resources of a state that name it. */
export function knownCallers({ arn, home }: Existing, principal: string, state: StateIndex): readonly string[] {
  const isIt = (one: string) => one === arn || one.startsWith(`${arn}:`);
  const found = state.at(arn).flatMap(({ type, values }) => {
    const calling = own(callers, type);
    if (calling?.principal !== principal) return [];
    const names = own(callingArguments, type) ?? [];
    return names.some((name) => textsWithin(values[name]).some(isIt)) ? (calling.arn(values, home, state) ?? []) : [];
  });
  return [...new Set(found.filter((one) => one.startsWith("arn:")))].sort();
}

/** The ARN is an attribute. */
function given(name: string): Calling["arn"] {
  return (values) => text(values[name]);
}

/** The ARN is of the function's own account and region, and ends with an attribute. */
function made(service: string, before: string, name: string): Calling["arn"] {
  return (values, { partition, region, account }) => {
    const end = text(values[name]);
    return end === null ? null : `arn:${partition}:${service}:${region}:${account}:${before}${end}`;
  };
}

/** A target names its rule and its bus; the rule itself has the ARN. */
function ruleArn(target: Json, _: HomeOf, state: StateIndex): string | null {
  const bus = text(target["event_bus_name"]) ?? "default";
  const rule = state
    .at(text(target["rule"]) ?? "")
    .find(
      ({ type, values }) =>
        type === "aws_cloudwatch_event_rule" &&
        values["name"] === target["rule"] &&
        (text(values["event_bus_name"]) ?? "default") === bus,
    );
  return text(rule?.values["arn"]);
}

/** A target names its group by its ARN, or by its id. */
function latticeArn(target: Json, home: HomeOf, state: StateIndex): string | null {
  const name = "target_group_identifier";
  const group = text(target[name]);
  return group?.startsWith("arn:") === true ? group : made("vpc-lattice", "targetgroup/", name)(target, home, state);
}
