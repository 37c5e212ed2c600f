# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# hooks
# new: aws_iam_role_policy.hooks
# new: aws_lambda_permission.hooks_url
# new: aws_lambda_permission.hooks_url_invoke
# goes: module.hooks.aws_iam_role_policy_attachment.logs[0]
# goes: module.hooks.aws_lambda_permission.url

moved {
  from = module.hooks.aws_lambda_function.this[0]
  to   = aws_lambda_function.hooks
}

moved {
  from = module.hooks.aws_iam_role.lambda[0]
  to   = aws_iam_role.hooks
}

moved {
  from = module.hooks.aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.hooks
}

moved {
  from = module.hooks.aws_lambda_function_url.this[0]
  to   = aws_lambda_function_url.hooks_url
}
