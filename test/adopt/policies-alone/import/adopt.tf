# What calls these functions, which Terraform does not hold yet. Lay this file beside the output, plan, apply, and remove it.

# legacy
# new: aws_iam_role_policy.legacy
# stays until somebody removes it: all
# stays until somebody removes it: open

import {
  to = aws_lambda_permission.legacy_account_444455556666
  id = "legacy/partner"
}

import {
  to = aws_lambda_permission.legacy_s3_uploads
  id = "legacy/bucket"
}

import {
  to = aws_lambda_permission.legacy_sns_orders
  id = "legacy/topic"
}
