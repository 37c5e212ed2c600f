# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# embed
# new: aws_iam_role_policy.embed
# goes: aws_iam_role_policy_attachment.basic

moved {
  from = aws_lambda_alias.live
  to   = aws_lambda_alias.embed
}

moved {
  from = aws_lambda_provisioned_concurrency_config.live
  to   = aws_lambda_provisioned_concurrency_config.embed
}

moved {
  from = aws_lambda_function_url.live
  to   = aws_lambda_function_url.embed_url
}
