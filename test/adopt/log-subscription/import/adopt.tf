# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# shipper
# made anew, with another guard or another name of the function: aws_lambda_permission.shipper_logs_ecs_app
# new: aws_iam_role_policy.shipper
# to forget there: terraform state rm aws_lambda_function.shipper
# to forget there: terraform state rm aws_cloudwatch_log_group.shipper
# to forget there: terraform state rm aws_lambda_permission.logs

import {
  to = aws_lambda_function.shipper
  id = "shipper"
}

import {
  to = aws_cloudwatch_log_group.shipper
  id = "/aws/lambda/shipper"
}

import {
  to = aws_lambda_permission.shipper_logs_ecs_app
  id = "shipper/AllowLogs"
}
