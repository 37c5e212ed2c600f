# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# checkout-api
# new: aws_iam_role_policy.checkout_api
# goes: module.lambda_function.aws_iam_role_policy_attachment.logs[0]
# to forget there: terraform state rm 'module.lambda_function.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.lambda_function.aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.lambda_function.aws_cloudwatch_log_group.lambda[0]'
# to forget there: terraform state rm 'module.lambda_function.aws_lambda_permission.unqualified_alias_triggers["ApiAny"]'
# to forget there: terraform state rm 'module.lambda_function.aws_lambda_permission.current_version_triggers["ApiAny"]'

import {
  to = aws_lambda_function.checkout_api
  id = "checkout-api"
}

import {
  to = aws_iam_role.checkout_api
  id = "checkout-api"
}

import {
  to = aws_cloudwatch_log_group.checkout_api
  id = "/aws/lambda/checkout-api"
}

import {
  to = aws_lambda_permission.checkout_api_httpapi_apiany
  id = "checkout-api/ApiAny"
}

import {
  to = aws_lambda_permission.checkout_api_httpapi_h1t2t3p4_any_any_any
  id = "checkout-api:3/ApiAny"
}
