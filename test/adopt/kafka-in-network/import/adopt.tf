# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# enricher
# new: aws_iam_role_policy.enricher_create
# new: aws_iam_role_policy.enricher
# goes: aws_iam_role_policy.pass
# goes: aws_iam_role_policy_attachment.msk
# goes: aws_iam_role_policy_attachment.vpc
# goes: aws_iam_role_policy_attachment.efs
# to forget there: terraform state rm aws_lambda_function.enricher
# to forget there: terraform state rm aws_iam_role.enricher
# to forget there: terraform state rm aws_cloudwatch_log_group.enricher
# to forget there: terraform state rm aws_lambda_event_source_mapping.clicks

import {
  to = aws_lambda_function.enricher
  id = "enricher"
}

import {
  to = aws_iam_role.enricher
  id = "enricher"
}

import {
  to = aws_cloudwatch_log_group.enricher
  id = "/aws/lambda/enricher"
}

import {
  to = aws_lambda_event_source_mapping.enricher_msk_clicks_0a1b2c3d_0000_4000_8000_000000000003_5_clicks
  id = "11111111-aaaa-4bbb-8ccc-000000000004"
}
