# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# rotate
# made anew, with another guard or another name of the function: aws_lambda_permission.rotate_secretsmanager_db_ab_cd_ef
# changes: aws_iam_role_policy.rotate, what it allows
# goes: aws_iam_role_policy_attachment.basic[0]

moved {
  from = aws_lambda_function.rotate[0]
  to   = aws_lambda_function.rotate
}

moved {
  from = aws_iam_role.rotate[0]
  to   = aws_iam_role.rotate
}

moved {
  from = aws_cloudwatch_log_group.rotate[0]
  to   = aws_cloudwatch_log_group.rotate
}

moved {
  from = aws_lambda_permission.secrets[0]
  to   = aws_lambda_permission.rotate_secretsmanager_db_ab_cd_ef
}

moved {
  from = aws_iam_role_policy.rotate[0]
  to   = aws_iam_role_policy.rotate
}
