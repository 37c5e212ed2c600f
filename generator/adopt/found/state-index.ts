import { type Json, list, object, own, type StateResource, text, texts } from "../read-state.ts";
import { ByWords } from "./by-words.ts";

/** A state of which each function finds its own: what names it, its role and what hangs on that. */
export interface StateIndex {
  readonly resources: readonly StateResource[];
  /** The resources that some words may lead to; whether they do is asked of each. */
  at(...words: readonly string[]): readonly StateResource[];
}

/** Reads of each resource what leads to it, once. */
export function indexState(resources: readonly StateResource[]): StateIndex {
  const found = new ByWords(resources, ({ type, values }) =>
    texts(list(own(named, type)?.(values)).flat()).map(withoutQualifier),
  );
  return { resources, at: (...words) => found.at(...words.map(withoutQualifier)) };
}

const functionOf = (values: Json) => text(values["function_arn"]) ?? values["function_name"];
const arnOf = ({ arn }: Json) => arn;
const roleOf = ({ role }: Json) => role;

/** What a resource is asked for by: the function or the role that it names, or its own name. */
const named: Readonly<Record<string, (values: Json) => unknown>> = {
  aws_lambda_alias: functionOf,
  aws_lambda_event_source_mapping: functionOf,
  aws_lambda_function_event_invoke_config: functionOf,
  aws_lambda_function_recursion_config: functionOf,
  aws_lambda_function_scaling_config: functionOf,
  aws_lambda_function_url: functionOf,
  aws_lambda_permission: functionOf,
  aws_lambda_provisioned_concurrency_config: functionOf,
  aws_lambda_runtime_management_config: functionOf,
  aws_cloudwatch_event_target: arnOf,
  aws_cloudwatch_log_subscription_filter: (values) => values["destination_arn"],
  aws_cognito_user_pool: (values) => Object.values(object(list(values["lambda_config"])[0])),
  aws_lb_target_group_attachment: (values) => values["target_id"],
  aws_s3_bucket_notification: (values) => list(values["lambda_function"]).map((one) => object(one)["lambda_function_arn"]),
  aws_secretsmanager_secret_rotation: (values) => values["rotation_lambda_arn"],
  aws_sns_topic_subscription: (values) => values["endpoint"],
  aws_iam_policy_attachment: ({ roles }) => roles,
  aws_iam_role_policy: roleOf,
  aws_iam_role_policy_attachment: roleOf,
  aws_api_gateway_rest_api: ({ id }) => id,
  aws_apigatewayv2_api: ({ id }) => id,
  aws_cloudwatch_event_rule: ({ name }) => name,
  aws_cloudwatch_log_group: ({ name }) => name,
  aws_efs_access_point: arnOf,
  aws_iam_policy: arnOf,
  aws_iam_role: arnOf,
};

/** A function is named by its ARN or by its name, and behind either may stand an alias or a version. */
function withoutQualifier(word: string): string {
  const parts = word.split(":", 7);
  return parts[0] !== "arn" ? (parts[0] ?? word) : parts[2] === "lambda" ? parts.join(":") : word;
}
