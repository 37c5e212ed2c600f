# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# mailer
# new: aws_iam_role_policy.mailer
# goes: aws_lambda_permission.partner
# goes: aws_lambda_permission.url
# by hand, afterwards: aws iam delete-role-policy --role-name mailer --policy-name send
# by hand, afterwards: aws iam detach-role-policy --role-name mailer --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole
# by hand, afterwards: aws iam detach-role-policy --role-name mailer --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
# to forget there: terraform state rm aws_lambda_function.mailer
# to forget there: terraform state rm aws_iam_role.mailer
# to forget there: terraform state rm aws_lambda_permission.green
# to forget there: terraform state rm aws_lambda_permission.blue
# to forget there: terraform state rm aws_lambda_event_source_mapping.mails
# to forget there: terraform state rm aws_lambda_function_url.mailer

import {
  to = aws_lambda_function.mailer
  id = "mailer"
}

import {
  to = aws_iam_role.mailer
  id = "mailer"
}

import {
  to = aws_lambda_permission.mailer_sns_green
  id = "mailer:green/green"
}

import {
  to = aws_lambda_permission.mailer_sns_mails
  id = "mailer:blue/blue"
}

import {
  to = aws_lambda_event_source_mapping.mailer_kinesis_mails
  id = "1b1c2d3e-1111-2222-3333-444455556666"
}

import {
  to = aws_lambda_function_url.mailer_url
  id = "mailer"
}
