# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# notify
# new: aws_iam_role_policy.notify
# goes: aws_iam_role_policy.logs

moved {
  from = aws_lambda_permission.with_sns
  to   = aws_lambda_permission.notify_sns_alarms
}
