# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# thumbnails
# made anew, with another guard or another name of the function: aws_lambda_permission.thumbnails_s3_shop_photos
# made anew, with another guard or another name of the function: aws_lambda_permission.thumbnails_sns_new_photos
# new: aws_iam_role_policy.thumbnails
# goes: aws_iam_role_policy.thumbnails
# goes: aws_iam_role_policy_attachment.basic
# goes: aws_lambda_permission.everybody

moved {
  from = aws_lambda_permission.partner
  to   = aws_lambda_permission.thumbnails_account_444455556666_444455556666
}

moved {
  from = aws_lambda_permission.org
  to   = aws_lambda_permission.thumbnails_organization_o_a1b2c3d4e5
}

moved {
  from = aws_lambda_permission.uploads
  to   = aws_lambda_permission.thumbnails_s3_shop_photos
}

moved {
  from = aws_lambda_permission.backup
  to   = aws_lambda_permission.thumbnails_service_backup
}

moved {
  from = aws_lambda_permission.news
  to   = aws_lambda_permission.thumbnails_sns_new_photos
}
