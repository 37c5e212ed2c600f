# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# worker
# new: aws_iam_role_policy.worker_create
# new: aws_iam_role_policy.worker
# goes: module.worker["eu"].aws_iam_role_policy.logs[0]
# goes: module.worker["eu"].aws_iam_role_policy.vpc[0]
# goes: module.worker["eu"].aws_iam_role_policy.tracing[0]
# goes: module.worker["eu"].aws_iam_role_policy.additional_inline[0]

moved {
  from = module.worker["eu"].aws_lambda_function.this[0]
  to   = aws_lambda_function.worker
}

moved {
  from = module.worker["eu"].aws_iam_role.lambda[0]
  to   = aws_iam_role.worker
}

moved {
  from = module.worker["eu"].aws_cloudwatch_log_group.lambda[0]
  to   = aws_cloudwatch_log_group.worker
}

moved {
  from = module.worker["eu"].aws_lambda_event_source_mapping.this["sqs"]
  to   = aws_lambda_event_source_mapping.worker_sqs_jobs
}
