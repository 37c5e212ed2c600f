# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# rotate
# made anew, with another guard or another name of the function: aws_lambda_permission.rotate_secretsmanager_db_ab_cd_ef
# changes: aws_iam_role_policy.rotate, what it allows
# goes: aws_iam_role_policy_attachment.basic[0]
# to forget there: terraform state rm 'aws_lambda_function.rotate[0]'
# to forget there: terraform state rm 'aws_iam_role.rotate[0]'
# to forget there: terraform state rm 'aws_cloudwatch_log_group.rotate[0]'
# to forget there: terraform state rm 'aws_lambda_permission.secrets[0]'
# to forget there: terraform state rm 'aws_iam_role_policy.rotate[0]'

import {
  to = aws_lambda_function.rotate
  id = "rotate"
}

import {
  to = aws_iam_role.rotate
  id = "rotate"
}

import {
  to = aws_cloudwatch_log_group.rotate
  id = "/aws/lambda/rotate"
}

import {
  to = aws_lambda_permission.rotate_secretsmanager_db_ab_cd_ef
  id = "rotate/AllowSecretsManager"
}

import {
  to = aws_iam_role_policy.rotate
  id = "rotate:rotate"
}
