# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# reports
# changes: aws_iam_role.reports, who may assume it
# changes: aws_iam_role_policy.reports, what it allows
# to forget there: terraform state rm aws_lambda_function.reports
# to forget there: terraform state rm aws_iam_role.reports
# to forget there: terraform state rm aws_cloudwatch_log_group.reports
# to forget there: terraform state rm aws_iam_role_policy.reports

import {
  to = aws_lambda_function.reports
  id = "reports"
}

import {
  to = aws_iam_role.reports
  id = "reports"
}

import {
  to = aws_cloudwatch_log_group.reports
  id = "/aws/lambda/reports"
}

import {
  to = aws_iam_role_policy.reports
  id = "reports:reports"
}
