# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# quotes
# new: aws_iam_role_policy.quotes
# goes: module.quotes.aws_iam_role_policy_attachment.logs[0]

moved {
  from = module.quotes.aws_lambda_function.this[0]
  to   = aws_lambda_function.quotes
}

moved {
  from = module.quotes.aws_iam_role.lambda[0]
  to   = aws_iam_role.quotes
}

moved {
  from = module.quotes.aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.quotes
}

moved {
  from = module.alias.aws_lambda_alias.with_refresh[0]
  to   = aws_lambda_alias.quotes
}

moved {
  from = module.alias.aws_lambda_permission.qualified_alias_triggers["RestApi"]
  to   = aws_lambda_permission.quotes_apigateway_r1e2s3t4_any_get_quotes
}

moved {
  from = module.alias.aws_lambda_permission.qualified_alias_triggers["Rule"]
  to   = aws_lambda_permission.quotes_eventbridge_refresh_quotes
}

moved {
  from = module.alias.aws_lambda_function_event_invoke_config.this["qualified_alias"]
  to   = aws_lambda_function_event_invoke_config.quotes
}
