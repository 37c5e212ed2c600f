import type { Existing } from "../existing.ts";
import type { StateIndex } from "../found/state-index.ts";
import { list, object, type StateResource, text, texts } from "../read-state.ts";

/** Who calls the function, from the resources of a state that name it: where a permission does not say it, these do. */
export function knownCallers({ arn, name }: Existing, principal: string, state: StateIndex): readonly string[] {
  const isIt = (value: unknown) => texts(value).some((one) => one === arn || one.startsWith(`${arn}:`));
  const found = state.at(arn).flatMap(({ type, values }): readonly (string | null)[] => {
    switch (`${principal} ${type}`) {
      case "events.amazonaws.com aws_cloudwatch_event_target":
        return isIt(values["arn"]) ? [ruleArn(values, state)] : [];
      case "sns.amazonaws.com aws_sns_topic_subscription":
        return isIt(values["endpoint"]) ? [text(values["topic_arn"])] : [];
      case "s3.amazonaws.com aws_s3_bucket_notification":
        return list(values["lambda_function"]).some((one) => isIt(object(one)["lambda_function_arn"]))
          ? [`arn:${partitionOf(arn)}:s3:::${text(values["bucket"])}`]
          : [];
      case "logs.amazonaws.com aws_cloudwatch_log_subscription_filter":
        return isIt(values["destination_arn"]) ? [logGroupArn(arn, text(values["log_group_name"]))] : [];
      case "elasticloadbalancing.amazonaws.com aws_lb_target_group_attachment":
        return isIt(values["target_id"]) ? [text(values["target_group_arn"])] : [];
      case "cognito-idp.amazonaws.com aws_cognito_user_pool":
        return Object.values(object(list(values["lambda_config"])[0])).some(isIt) ? [text(values["arn"])] : [];
      case "secretsmanager.amazonaws.com aws_secretsmanager_secret_rotation":
        return isIt(values["rotation_lambda_arn"]) ? [text(values["secret_id"])] : [];
      default:
        return [];
    }
  });
  return [...new Set(found.filter((one): one is string => one?.startsWith("arn:") === true && name !== ""))].sort();
}

/** A target names its rule and its bus; the rule itself has the ARN. */
function ruleArn(target: StateResource["values"], state: StateIndex): string | null {
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

function partitionOf(arn: string): string {
  return arn.split(":")[1] ?? "aws";
}

function logGroupArn(arn: string, group: string | null): string | null {
  const [, partition, , region, account] = arn.split(":");
  return group === null ? null : `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
}
