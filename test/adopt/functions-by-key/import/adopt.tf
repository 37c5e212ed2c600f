# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# orders-create
# changes: aws_iam_role_policy.orders_create, what it allows
# to forget there: terraform state rm 'aws_lambda_function.handler["create"]'
# to forget there: terraform state rm 'aws_iam_role.handler["create"]'
# to forget there: terraform state rm 'aws_cloudwatch_log_group.handler["create"]'
# to forget there: terraform state rm 'aws_lambda_permission.handler["create"]'
# to forget there: terraform state rm 'aws_iam_role_policy.handler["create"]'

import {
  to = aws_lambda_function.orders_create
  id = "orders-create"
}

import {
  to = aws_iam_role.orders_create
  id = "orders-create"
}

import {
  to = aws_cloudwatch_log_group.orders_create
  id = "/aws/lambda/orders-create"
}

import {
  to = aws_lambda_permission.orders_create_websocket_w1e2b3_any_connect
  id = "orders-create/apigw"
}

import {
  to = aws_iam_role_policy.orders_create
  id = "orders-create:orders-create"
}

# orders-list
# changes: aws_iam_role_policy.orders_list, what it allows
# to forget there: terraform state rm 'aws_lambda_function.handler["list"]'
# to forget there: terraform state rm 'aws_iam_role.handler["list"]'
# to forget there: terraform state rm 'aws_cloudwatch_log_group.handler["list"]'
# to forget there: terraform state rm 'aws_lambda_permission.handler["list"]'
# to forget there: terraform state rm 'aws_iam_role_policy.handler["list"]'

import {
  to = aws_lambda_function.orders_list
  id = "orders-list"
}

import {
  to = aws_iam_role.orders_list
  id = "orders-list"
}

import {
  to = aws_cloudwatch_log_group.orders_list
  id = "/aws/lambda/orders-list"
}

import {
  to = aws_lambda_permission.orders_list_websocket_w1e2b3_any_default
  id = "orders-list/apigw"
}

import {
  to = aws_iam_role_policy.orders_list
  id = "orders-list:orders-list"
}
