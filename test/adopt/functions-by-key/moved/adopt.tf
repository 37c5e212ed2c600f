# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# orders-create
# changes: aws_iam_role_policy.orders_create, what it allows

moved {
  from = aws_lambda_function.handler["create"]
  to   = aws_lambda_function.orders_create
}

moved {
  from = aws_iam_role.handler["create"]
  to   = aws_iam_role.orders_create
}

moved {
  from = aws_cloudwatch_log_group.handler["create"]
  to   = aws_cloudwatch_log_group.orders_create
}

moved {
  from = aws_lambda_permission.handler["create"]
  to   = aws_lambda_permission.orders_create_websocket_w1e2b3_any_connect
}

moved {
  from = aws_iam_role_policy.handler["create"]
  to   = aws_iam_role_policy.orders_create
}

# orders-list
# changes: aws_iam_role_policy.orders_list, what it allows

moved {
  from = aws_lambda_function.handler["list"]
  to   = aws_lambda_function.orders_list
}

moved {
  from = aws_iam_role.handler["list"]
  to   = aws_iam_role.orders_list
}

moved {
  from = aws_cloudwatch_log_group.handler["list"]
  to   = aws_cloudwatch_log_group.orders_list
}

moved {
  from = aws_lambda_permission.handler["list"]
  to   = aws_lambda_permission.orders_list_websocket_w1e2b3_any_default
}

moved {
  from = aws_iam_role_policy.handler["list"]
  to   = aws_iam_role_policy.orders_list
}
