# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# items
# new: aws_iam_role_policy.items
# goes: aws_iam_role_policy.dynamodb
# goes: aws_iam_role_policy_attachment.basic
# goes: aws_iam_role_policy_attachment.full
# to forget there: terraform state rm aws_lambda_function.items
# to forget there: terraform state rm aws_iam_role.items_exec
# to forget there: terraform state rm aws_cloudwatch_log_group.items
# to forget there: terraform state rm aws_lambda_permission.apigw
# to forget there: terraform state rm aws_lambda_permission.authorizer

import {
  to = aws_lambda_function.items
  id = "items"
}

import {
  to = aws_iam_role.items
  id = "items_exec"
}

import {
  to = aws_cloudwatch_log_group.items
  id = "/aws/lambda/items"
}

import {
  to = aws_lambda_permission.items_apigateway_r9e8s7t6_any_any
  id = "items/AllowAPIGatewayInvoke"
}

import {
  to = aws_lambda_permission.items_authorizer_r9e8s7t6_a1b2c3
  id = "items/AllowAuthorizer"
}
