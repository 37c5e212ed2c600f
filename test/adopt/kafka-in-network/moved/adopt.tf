# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# enricher
# new: aws_iam_role_policy.enricher_create
# new: aws_iam_role_policy.enricher
# goes: aws_iam_role_policy.pass
# goes: aws_iam_role_policy_attachment.msk
# goes: aws_iam_role_policy_attachment.vpc
# goes: aws_iam_role_policy_attachment.efs

moved {
  from = aws_lambda_event_source_mapping.clicks
  to   = aws_lambda_event_source_mapping.enricher_msk_clicks_0a1b2c3d_0000_4000_8000_000000000003_5_clicks
}
