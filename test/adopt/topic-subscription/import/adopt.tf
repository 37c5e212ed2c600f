# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# notify
# new: aws_iam_role_policy.notify
# goes: aws_iam_role_policy.logs
# to forget there: terraform state rm aws_lambda_function.notify
# to forget there: terraform state rm aws_iam_role.notify
# to forget there: terraform state rm aws_cloudwatch_log_group.notify
# to forget there: terraform state rm aws_lambda_permission.with_sns

import {
  to = aws_lambda_function.notify
  id = "notify"
}

import {
  to = aws_iam_role.notify
  id = "notify"
}

import {
  to = aws_cloudwatch_log_group.notify
  id = "/aws/lambda/notify"
}

import {
  to = aws_lambda_permission.notify_sns_alarms
  id = "notify/AllowExecutionFromSNS"
}
