# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# worker
# new: aws_iam_role_policy.worker_create
# new: aws_iam_role_policy.worker
# goes: module.worker["eu"].aws_iam_role_policy.logs[0]
# goes: module.worker["eu"].aws_iam_role_policy.vpc[0]
# goes: module.worker["eu"].aws_iam_role_policy.tracing[0]
# goes: module.worker["eu"].aws_iam_role_policy.additional_inline[0]
# to forget there: terraform state rm 'module.worker["eu"].aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.worker["eu"].aws_iam_role.lambda[0]'
# to forget there: terraform state rm 'module.worker["eu"].aws_cloudwatch_log_group.lambda[0]'
# to forget there: terraform state rm 'module.worker["eu"].aws_lambda_event_source_mapping.this["sqs"]'

import {
  to = aws_lambda_function.worker
  id = "worker"
}

import {
  to = aws_iam_role.worker
  id = "worker"
}

import {
  to = aws_cloudwatch_log_group.worker
  id = "/aws/lambda/worker"
}

import {
  to = aws_lambda_event_source_mapping.worker_sqs_jobs
  id = "0b1c2d3e-1111-2222-3333-444455556666"
}
