# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# ledger
# new: aws_iam_role_policy.ledger_create
# new: aws_iam_role_policy.ledger
# goes: module.ledger.aws_iam_role_policy_attachment.logs[0]
# goes: module.ledger.aws_iam_role_policy_attachment.vpc[0]
# goes: module.ledger.aws_iam_role_policy_attachment.tracing[0]
# goes: module.ledger.aws_iam_role_policy_attachment.dead_letter[0]
# goes: module.ledger.aws_iam_role_policy_attachment.additional_inline[0]

moved {
  from = module.ledger.aws_lambda_function.this[0]
  to   = aws_lambda_function.ledger
}

moved {
  from = module.ledger.aws_iam_role.lambda[0]
  to   = aws_iam_role.ledger
}

moved {
  from = module.ledger.aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.ledger
}
