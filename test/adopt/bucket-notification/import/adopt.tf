# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# resize
# made anew, with another guard or another name of the function: aws_lambda_permission.resize_s3_shop_uploads
# new: aws_iam_role_policy.resize
# goes: aws_iam_role_policy.s3
# goes: aws_iam_role_policy_attachment.basic
# to forget there: terraform state rm aws_lambda_function.resize
# to forget there: terraform state rm aws_iam_role.lambda_resize
# to forget there: terraform state rm aws_lambda_permission.allow_bucket

import {
  to = aws_lambda_function.resize
  id = "resize"
}

import {
  to = aws_iam_role.resize
  id = "lambda_resize"
}

import {
  to = aws_lambda_permission.resize_s3_shop_uploads
  id = "resize/AllowExecutionFromS3Bucket"
}
