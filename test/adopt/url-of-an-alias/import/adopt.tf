# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# webhook
# made anew, with another guard or another name of the function: aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7
# new: aws_iam_role_policy.webhook
# new: aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7_invoke
# goes: aws_iam_role_policy_attachment.basic
# to forget there: terraform state rm aws_lambda_function.webhook
# to forget there: terraform state rm aws_iam_role.webhook
# to forget there: terraform state rm aws_cloudwatch_log_group.webhook
# to forget there: terraform state rm aws_lambda_alias.live
# to forget there: terraform state rm aws_lambda_permission.url_cloudfront
# to forget there: terraform state rm aws_lambda_provisioned_concurrency_config.live
# to forget there: terraform state rm aws_lambda_function_url.live

import {
  to = aws_lambda_function.webhook
  id = "webhook"
}

import {
  to = aws_iam_role.webhook
  id = "webhook"
}

import {
  to = aws_cloudwatch_log_group.webhook
  id = "/aws/lambda/webhook"
}

import {
  to = aws_lambda_alias.webhook
  id = "webhook/live"
}

import {
  to = aws_lambda_permission.webhook_cloudfront_e1a2b3c4d5e6f7
  id = "webhook:live/AllowCloudFront"
}

import {
  to = aws_lambda_provisioned_concurrency_config.webhook
  id = "webhook,live"
}

import {
  to = aws_lambda_function_url.webhook_url
  id = "webhook/live"
}
