# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# webhook
# made anew, with another guard or another name of the function: aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7
# new: aws_iam_role_policy.webhook
# new: aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7_invoke
# goes: aws_iam_role_policy_attachment.basic

moved {
  from = aws_lambda_alias.live
  to   = aws_lambda_alias.webhook
}

moved {
  from = aws_lambda_permission.url_cloudfront
  to   = aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7
}

moved {
  from = aws_lambda_provisioned_concurrency_config.live
  to   = aws_lambda_provisioned_concurrency_config.webhook
}

moved {
  from = aws_lambda_function_url.live
  to   = aws_lambda_function_url.webhook_url
}
