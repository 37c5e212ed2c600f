# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# orders-api
# changes: aws_lambda_function.orders_api, its role
# new: aws_iam_role_policy.orders_api
# new: aws_iam_role.orders_api
# goes: aws_iam_role.shop
# goes: aws_iam_role_policy_attachment.shop
# goes: aws_iam_role_policy_attachment.unknown

moved {
  from = aws_lambda_function.api
  to   = aws_lambda_function.orders_api
}

moved {
  from = aws_lambda_alias.live
  to   = aws_lambda_alias.orders_api
}

moved {
  from = aws_lambda_permission.api
  to   = aws_lambda_permission.orders_api_httpapi_a1b2c3d4e5_any_any
}

# orders-nightly
# made anew, with another guard or another name of the function: aws_lambda_permission.orders_nightly_eventbridge_nightly
# changes: aws_lambda_function.orders_nightly, its role
# new: aws_iam_role_policy.orders_nightly_create
# new: aws_iam_role_policy.orders_nightly
# new: aws_iam_role.orders_nightly
# goes: aws_iam_role.shop
# goes: aws_iam_role_policy_attachment.shop
# goes: aws_iam_role_policy_attachment.unknown
# goes: aws_lambda_permission.other

moved {
  from = aws_lambda_function.nightly
  to   = aws_lambda_function.orders_nightly
}

moved {
  from = aws_lambda_permission.nightly
  to   = aws_lambda_permission.orders_nightly_eventbridge_nightly
}

moved {
  from = aws_lambda_function_event_invoke_config.nightly
  to   = aws_lambda_function_event_invoke_config.orders_nightly
}
