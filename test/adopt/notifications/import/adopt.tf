# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# thumbnails
# made anew, with another guard or another name of the function: aws_lambda_permission.thumbnails_s3_shop_photos
# made anew, with another guard or another name of the function: aws_lambda_permission.thumbnails_sns_new_photos
# new: aws_iam_role_policy.thumbnails
# goes: aws_iam_role_policy.thumbnails
# goes: aws_iam_role_policy_attachment.basic
# goes: aws_lambda_permission.everybody
# to forget there: terraform state rm aws_lambda_function.thumbnails
# to forget there: terraform state rm aws_iam_role.thumbnails
# to forget there: terraform state rm aws_cloudwatch_log_group.thumbnails
# to forget there: terraform state rm aws_lambda_permission.partner
# to forget there: terraform state rm aws_lambda_permission.org
# to forget there: terraform state rm aws_lambda_permission.uploads
# to forget there: terraform state rm aws_lambda_permission.backup
# to forget there: terraform state rm aws_lambda_permission.news

import {
  to = aws_lambda_function.thumbnails
  id = "thumbnails"
}

import {
  to = aws_iam_role.thumbnails
  id = "thumbnails-role"
}

import {
  to = aws_cloudwatch_log_group.thumbnails
  id = "/aws/lambda/thumbnails"
}

import {
  to = aws_lambda_permission.thumbnails_account_444455556666_444455556666
  id = "thumbnails/AllowPartner"
}

import {
  to = aws_lambda_permission.thumbnails_organization_o_a1b2c3d4e5
  id = "thumbnails/AllowOrg"
}

import {
  to = aws_lambda_permission.thumbnails_s3_shop_photos
  id = "thumbnails/AllowBucket"
}

import {
  to = aws_lambda_permission.thumbnails_service_backup
  id = "thumbnails/AllowBackup"
}

import {
  to = aws_lambda_permission.thumbnails_sns_new_photos
  id = "thumbnails/AllowTopic"
}
