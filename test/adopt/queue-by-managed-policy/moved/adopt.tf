# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# invoicer
# new: aws_iam_role_policy.invoicer_create
# goes: aws_iam_role_policy_attachment.sqs

moved {
  from = aws_lambda_event_source_mapping.orders
  to   = aws_lambda_event_source_mapping.invoicer_sqs_orders_fifo
}
