# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# cleanup
# changes: aws_iam_role_policy.cleanup, what it allows

moved {
  from = aws_lambda_permission.cloudwatch
  to   = aws_lambda_permission.cleanup_eventbridge_nightly_cleanup
}
