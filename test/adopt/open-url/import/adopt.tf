# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# hooks
# new: aws_iam_role_policy.hooks
# new: aws_lambda_permission.hooks_url
# new: aws_lambda_permission.hooks_url_invoke
# goes: module.hooks.aws_iam_role_policy_attachment.logs[0]
# goes: module.hooks.aws_lambda_permission.url
# to forget there: terraform state rm 'module.hooks.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.hooks.aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.hooks.aws_cloudwatch_log_group.lambda[0]'
# to forget there: terraform state rm 'module.hooks.aws_lambda_function_url.this[0]'

import {
  to = aws_lambda_function.hooks
  id = "hooks"
}

import {
  to = aws_iam_role.hooks
  id = "hooks"
}

import {
  to = aws_cloudwatch_log_group.hooks
  id = "/aws/lambda/hooks"
}

import {
  to = aws_lambda_function_url.hooks_url
  id = "hooks"
}
