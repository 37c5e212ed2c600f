# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# embed
# new: aws_iam_role_policy.embed
# goes: aws_iam_role_policy_attachment.basic
# to forget there: terraform state rm aws_lambda_function.embed
# to forget there: terraform state rm aws_iam_role.embed
# to forget there: terraform state rm aws_cloudwatch_log_group.embed
# to forget there: terraform state rm aws_lambda_alias.live
# to forget there: terraform state rm aws_lambda_provisioned_concurrency_config.live
# to forget there: terraform state rm aws_lambda_function_url.live

import {
  to = aws_lambda_function.embed
  id = "embed"
}

import {
  to = aws_iam_role.embed
  id = "embed"
}

import {
  to = aws_cloudwatch_log_group.embed
  id = "/aws/lambda/embed"
}

import {
  to = aws_lambda_alias.embed
  id = "embed/live"
}

import {
  to = aws_lambda_provisioned_concurrency_config.embed
  id = "embed,live"
}

import {
  to = aws_lambda_function_url.embed_url
  id = "embed/live"
}
