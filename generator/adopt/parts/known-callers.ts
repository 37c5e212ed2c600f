import type { HomeOf } from "../draft.ts";
import type { Existing } from "../existing.ts";
import type { StateIndex } from "../found/state-index.ts";
import { type Json, own, text } from "../read-state.ts";

/** Resources of a state that say what calls a function: where a permission does not, these do. */
interface Calling {
  readonly principal: string;
  /** The arguments that may name the function, themselves or in their blocks. */
  readonly names: readonly string[];
  /** The ARN of what calls, where the resource or another one of the state tells it. */
  readonly arn: (values: Json, home: HomeOf, state: StateIndex) => string | null;
}

/** Each by its page: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target */
const callers: Readonly<Record<string, Calling>> = {
  aws_alb_target_group_attachment: balanced(),
  aws_appsync_api: { principal: "appsync.amazonaws.com", names: ["event_config"], arn: given("api_arn") },
  aws_appsync_graphql_api: {
    principal: "appsync.amazonaws.com",
    names: ["additional_authentication_provider", "lambda_authorizer_config"],
    arn: given("arn"),
  },
  aws_bedrockagent_agent_action_group: {
    principal: "bedrock.amazonaws.com",
    names: ["action_group_executor"],
    arn: made("bedrock", "agent/", "agent_id"),
  },
  aws_cloudwatch_composite_alarm: alarmed(),
  aws_cloudwatch_event_target: { principal: "events.amazonaws.com", names: ["arn"], arn: ruleArn },
  aws_cloudwatch_log_subscription_filter: {
    principal: "logs.amazonaws.com",
    names: ["destination_arn"],
    arn: made("logs", "log-group:", "log_group_name"),
  },
  aws_cloudwatch_metric_alarm: alarmed(),
  aws_codecommit_trigger: {
    principal: "codecommit.amazonaws.com",
    names: ["trigger"],
    arn: made("codecommit", "", "repository_name"),
  },
  aws_cognito_user_pool: { principal: "cognito-idp.amazonaws.com", names: ["lambda_config"], arn: given("arn") },
  aws_config_config_rule: { principal: "config.amazonaws.com", names: ["source"], arn: given("arn") },
  aws_connect_lambda_function_association: {
    principal: "connect.amazonaws.com",
    names: ["function_arn"],
    arn: made("connect", "instance/", "instance_id"),
  },
  aws_iot_authorizer: { principal: "iot.amazonaws.com", names: ["authorizer_function_arn"], arn: given("arn") },
  aws_iot_provisioning_template: { principal: "iot.amazonaws.com", names: ["pre_provisioning_hook"], arn: given("arn") },
  aws_iot_topic_rule: { principal: "iot.amazonaws.com", names: ["error_action", "lambda"], arn: given("arn") },
  aws_lb_target_group_attachment: balanced(),
  aws_s3_bucket_notification: {
    principal: "s3.amazonaws.com",
    names: ["lambda_function"],
    arn: ({ bucket }, { partition }) => text(bucket) && `arn:${partition}:s3:::${text(bucket)}`,
  },
  aws_secretsmanager_secret_rotation: {
    principal: "secretsmanager.amazonaws.com",
    names: ["rotation_lambda_arn"],
    arn: given("secret_id"),
  },
  aws_ses_receipt_rule: { principal: "ses.amazonaws.com", names: ["lambda_action"], arn: given("arn") },
  aws_sns_topic_subscription: { principal: "sns.amazonaws.com", names: ["endpoint"], arn: given("topic_arn") },
  aws_transfer_server: { principal: "transfer.amazonaws.com", names: ["function"], arn: given("arn") },
  aws_vpclattice_target_group_attachment: { principal: "vpc-lattice.amazonaws.com", names: ["target"], arn: latticeArn },
};

/** Who calls the function for a service, from the resources of a state that name it. */
export function knownCallers({ arn, home }: Existing, principal: string, state: StateIndex): readonly string[] {
  const found = state.at(arn).flatMap(({ type, values }) => {
    const calling = own(callers, type);
    const isIt = calling?.principal === principal && calling.names.some((name) => holds(values[name], arn));
    return isIt ? (calling.arn(values, home, state) ?? []) : [];
  });
  return [...new Set(found.filter((one) => one.startsWith("arn:")))].sort();
}

/** Whether a function, or an alias or version of it, stands anywhere in a value. */
function holds(value: unknown, arn: string): boolean {
  if (typeof value === "string") return value === arn || value.startsWith(`${arn}:`);
  return typeof value === "object" && value !== null && Object.values(value).some((one) => holds(one, arn));
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

function alarmed(): Calling {
  return {
    principal: "lambda.alarms.cloudwatch.amazonaws.com",
    names: ["alarm_actions", "insufficient_data_actions", "ok_actions"],
    arn: given("arn"),
  };
}

function balanced(): Calling {
  return { principal: "elasticloadbalancing.amazonaws.com", names: ["target_id"], arn: given("target_group_arn") };
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
