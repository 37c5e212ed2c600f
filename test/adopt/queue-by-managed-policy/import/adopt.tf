# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# invoicer
# new: aws_iam_role_policy.invoicer_create
# goes: aws_iam_role_policy_attachment.sqs
# to forget there: terraform state rm aws_lambda_function.invoicer
# to forget there: terraform state rm aws_iam_role.invoicer
# to forget there: terraform state rm aws_cloudwatch_log_group.invoicer
# to forget there: terraform state rm aws_lambda_event_source_mapping.orders

import {
  to = aws_lambda_function.invoicer
  id = "invoicer"
}

import {
  to = aws_iam_role.invoicer
  id = "invoicer"
}

import {
  to = aws_cloudwatch_log_group.invoicer
  id = "/aws/lambda/invoicer"
}

import {
  to = aws_lambda_event_source_mapping.invoicer_sqs_orders_fifo
  id = "11111111-aaaa-4bbb-8ccc-000000000001"
}
