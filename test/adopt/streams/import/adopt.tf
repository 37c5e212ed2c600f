# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# projector
# new: aws_iam_role_policy.projector
# goes: aws_iam_role_policy.streams
# goes: aws_iam_role_policy_attachment.basic
# to forget there: terraform state rm aws_lambda_function.projector
# to forget there: terraform state rm aws_iam_role.projector
# to forget there: terraform state rm aws_cloudwatch_log_group.projector
# to forget there: terraform state rm aws_lambda_event_source_mapping.orders
# to forget there: terraform state rm aws_lambda_event_source_mapping.clicks

import {
  to = aws_lambda_function.projector
  id = "projector"
}

import {
  to = aws_iam_role.projector
  id = "projector"
}

import {
  to = aws_cloudwatch_log_group.projector
  id = "/aws/lambda/projector"
}

import {
  to = aws_lambda_event_source_mapping.projector_dynamodb_orders_2024_03_01t08_00_00_000
  id = "11111111-aaaa-4bbb-8ccc-000000000002"
}

import {
  to = aws_lambda_event_source_mapping.projector_kinesis_clicks
  id = "11111111-aaaa-4bbb-8ccc-000000000003"
}
