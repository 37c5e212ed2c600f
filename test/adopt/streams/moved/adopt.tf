# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# projector
# new: aws_iam_role_policy.projector
# goes: aws_iam_role_policy.streams
# goes: aws_iam_role_policy_attachment.basic

moved {
  from = aws_lambda_event_source_mapping.orders
  to   = aws_lambda_event_source_mapping.projector_dynamodb_orders_2024_03_01t08_00_00_000
}

moved {
  from = aws_lambda_event_source_mapping.clicks
  to   = aws_lambda_event_source_mapping.projector_kinesis_clicks
}
