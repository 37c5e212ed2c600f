# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# headers
# new: aws_iam_role_policy.headers
# goes: module.edge.aws_iam_role_policy_attachment.logs[0]
# goes: module.edge.aws_lambda_permission.edge

moved {
  from = module.edge.aws_lambda_function.this[0]
  to   = aws_lambda_function.headers
}

moved {
  from = module.edge.aws_iam_role.lambda[0]
  to   = aws_iam_role.headers
}
