# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# resize
# made anew, with another guard or another name of the function: aws_lambda_permission.resize_s3_shop_uploads
# new: aws_iam_role_policy.resize
# goes: aws_iam_role_policy.s3
# goes: aws_iam_role_policy_attachment.basic

moved {
  from = aws_iam_role.lambda_resize
  to   = aws_iam_role.resize
}

moved {
  from = aws_lambda_permission.allow_bucket
  to   = aws_lambda_permission.resize_s3_shop_uploads
}
