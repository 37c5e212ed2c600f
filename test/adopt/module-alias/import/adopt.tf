# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# quotes
# new: aws_iam_role_policy.quotes
# goes: module.quotes.aws_iam_role_policy_attachment.logs[0]
# to forget there: terraform state rm 'module.quotes.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.quotes.aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.quotes.aws_cloudwatch_log_group.lambda[0]'
# to forget there: terraform state rm 'module.alias.aws_lambda_alias.with_refresh[0]'
# to forget there: terraform state rm 'module.alias.aws_lambda_permission.qualified_alias_triggers["RestApi"]'
# to forget there: terraform state rm 'module.alias.aws_lambda_permission.qualified_alias_triggers["Rule"]'
# to forget there: terraform state rm 'module.alias.aws_lambda_function_event_invoke_config.this["qualified_alias"]'

import {
  to = aws_lambda_function.quotes
  id = "quotes"
}

import {
  to = aws_iam_role.quotes
  id = "quotes"
}

import {
  to = aws_cloudwatch_log_group.quotes
  id = "/aws/lambda/quotes"
}

import {
  to = aws_lambda_alias.quotes
  id = "quotes/current"
}

import {
  to = aws_lambda_permission.quotes_apigateway_r1e2s3t4_any_get_quotes
  id = "quotes:current/RestApi"
}

import {
  to = aws_lambda_permission.quotes_eventbridge_refresh_quotes
  id = "quotes:current/Rule"
}

import {
  to = aws_lambda_function_event_invoke_config.quotes
  id = "quotes:current"
}
