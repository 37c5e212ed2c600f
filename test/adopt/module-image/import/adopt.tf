# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# transcoder
# new: aws_iam_role_policy.transcoder
# goes: module.transcoder.aws_iam_role_policy_attachment.async[0]
# goes: module.transcoder.aws_iam_role_policy_attachment.logs[0]
# to forget there: terraform state rm 'module.transcoder.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.transcoder.aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.transcoder.aws_cloudwatch_log_group.lambda[0]'
# to forget there: terraform state rm 'module.transcoder.aws_lambda_function_event_invoke_config.this["unqualified_alias"]'

import {
  to = aws_lambda_function.transcoder
  id = "transcoder"
}

import {
  to = aws_iam_role.transcoder
  id = "transcoder"
}

import {
  to = aws_cloudwatch_log_group.transcoder
  id = "/aws/lambda/transcoder"
}

import {
  to = aws_lambda_function_event_invoke_config.transcoder
  id = "transcoder"
}
