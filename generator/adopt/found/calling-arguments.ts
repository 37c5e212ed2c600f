/**
 * The arguments by which a resource says which function it calls, themselves or in their blocks.
 * Each by its page: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target
 */
export const callingArguments: Readonly<Record<string, readonly string[]>> = {
  aws_alb_target_group_attachment: ["target_id"],
  aws_appsync_api: ["event_config"],
  aws_appsync_graphql_api: ["additional_authentication_provider", "lambda_authorizer_config"],
  aws_bedrockagent_agent_action_group: ["action_group_executor"],
  aws_cloudwatch_composite_alarm: ["alarm_actions", "insufficient_data_actions", "ok_actions"],
  aws_cloudwatch_event_target: ["arn"],
  aws_cloudwatch_log_subscription_filter: ["destination_arn"],
  aws_cloudwatch_metric_alarm: ["alarm_actions", "insufficient_data_actions", "ok_actions"],
  aws_codecommit_trigger: ["trigger"],
  aws_cognito_user_pool: ["lambda_config"],
  aws_config_config_rule: ["source"],
  aws_connect_lambda_function_association: ["function_arn"],
  aws_iot_authorizer: ["authorizer_function_arn"],
  aws_iot_provisioning_template: ["pre_provisioning_hook"],
  aws_iot_topic_rule: ["error_action", "lambda"],
  aws_lb_target_group_attachment: ["target_id"],
  aws_s3_bucket_notification: ["lambda_function"],
  aws_secretsmanager_secret_rotation: ["rotation_lambda_arn"],
  aws_ses_receipt_rule: ["lambda_action"],
  aws_sns_topic_subscription: ["endpoint"],
  aws_transfer_server: ["function"],
  aws_vpclattice_target_group_attachment: ["target"],
};

/** All texts that stand in a value. */
export function textsWithin(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}
