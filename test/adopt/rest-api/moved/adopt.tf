# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# items
# new: aws_iam_role_policy.items
# goes: aws_iam_role_policy.dynamodb
# goes: aws_iam_role_policy_attachment.basic
# goes: aws_iam_role_policy_attachment.full

moved {
  from = aws_iam_role.items_exec
  to   = aws_iam_role.items
}

moved {
  from = aws_lambda_permission.apigw
  to   = aws_lambda_permission.items_apigateway_r9e8s7t6_any_any
}

moved {
  from = aws_lambda_permission.authorizer
  to   = aws_lambda_permission.items_authorizer_r9e8s7t6_a1b2c3
}
