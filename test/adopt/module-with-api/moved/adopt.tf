# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# checkout-api
# new: aws_iam_role_policy.checkout_api
# goes: module.lambda_function.aws_iam_role_policy_attachment.logs[0]

moved {
  from = module.lambda_function.aws_lambda_function.this[0]
  to   = aws_lambda_function.checkout_api
}

moved {
  from = module.lambda_function.aws_iam_role.lambda[0]
  to   = aws_iam_role.checkout_api
}

moved {
  from = module.lambda_function.aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.checkout_api
}

moved {
  from = module.lambda_function.aws_lambda_permission.unqualified_alias_triggers["ApiAny"]
  to   = aws_lambda_permission.checkout_api_httpapi_apiany
}

moved {
  from = module.lambda_function.aws_lambda_permission.current_version_triggers["ApiAny"]
  to   = aws_lambda_permission.checkout_api_httpapi_h1t2t3p4_any_any_any
}
