# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# transcoder
# new: aws_iam_role_policy.transcoder
# goes: module.transcoder.aws_iam_role_policy_attachment.async[0]
# goes: module.transcoder.aws_iam_role_policy_attachment.logs[0]

moved {
  from = module.transcoder.aws_lambda_function.this[0]
  to   = aws_lambda_function.transcoder
}

moved {
  from = module.transcoder.aws_iam_role.lambda[0]
  to   = aws_iam_role.transcoder
}

moved {
  from = module.transcoder.aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.transcoder
}

moved {
  from = module.transcoder.aws_lambda_function_event_invoke_config.this["unqualified_alias"]
  to   = aws_lambda_function_event_invoke_config.transcoder
}
