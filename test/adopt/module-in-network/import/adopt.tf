# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# ledger
# new: aws_iam_role_policy.ledger_create
# new: aws_iam_role_policy.ledger
# goes: module.ledger.aws_iam_role_policy_attachment.logs[0]
# goes: module.ledger.aws_iam_role_policy_attachment.vpc[0]
# goes: module.ledger.aws_iam_role_policy_attachment.tracing[0]
# goes: module.ledger.aws_iam_role_policy_attachment.dead_letter[0]
# goes: module.ledger.aws_iam_role_policy_attachment.additional_inline[0]
# to forget there: terraform state rm 'module.ledger.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.ledger.aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.ledger.aws_cloudwatch_log_group.lambda[0]'

import {
  to = aws_lambda_function.ledger
  id = "ledger"
}

import {
  to = aws_iam_role.ledger
  id = "ledger"
}

import {
  to = aws_cloudwatch_log_group.ledger
  id = "/aws/lambda/ledger"
}
