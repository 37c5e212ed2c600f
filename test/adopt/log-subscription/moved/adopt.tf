# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# shipper
# made anew, with another guard or another name of the function: aws_lambda_permission.shipper_logs_ecs_app
# new: aws_iam_role_policy.shipper

moved {
  from = aws_lambda_permission.logs
  to   = aws_lambda_permission.shipper_logs_ecs_app
}
