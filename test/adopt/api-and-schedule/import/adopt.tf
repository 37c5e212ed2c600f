# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# orders-api
# changes: aws_lambda_function.orders_api, its role
# new: aws_iam_role_policy.orders_api
# new: aws_iam_role.orders_api
# goes: aws_iam_role.shop
# goes: aws_iam_role_policy_attachment.shop
# goes: aws_iam_role_policy_attachment.unknown
# to forget there: terraform state rm aws_lambda_function.api
# to forget there: terraform state rm aws_lambda_alias.live
# to forget there: terraform state rm aws_lambda_permission.api

import {
  to = aws_lambda_function.orders_api
  id = "orders-api"
}

import {
  to = aws_lambda_alias.orders_api
  id = "orders-api/live"
}

import {
  to = aws_lambda_permission.orders_api_httpapi_a1b2c3d4e5_any_any
  id = "orders-api:live/AllowApi"
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
# to forget there: terraform state rm aws_lambda_function.nightly
# to forget there: terraform state rm aws_lambda_permission.nightly
# to forget there: terraform state rm aws_lambda_function_event_invoke_config.nightly

import {
  to = aws_lambda_function.orders_nightly
  id = "orders-nightly"
}

import {
  to = aws_lambda_permission.orders_nightly_eventbridge_nightly
  id = "orders-nightly/AllowRule"
}

import {
  to = aws_lambda_function_event_invoke_config.orders_nightly
  id = "orders-nightly"
}
