# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# mailer
# new: aws_iam_role_policy.mailer
# goes: aws_lambda_permission.partner
# goes: aws_lambda_permission.url
# by hand, afterwards: aws iam delete-role-policy --role-name mailer --policy-name send
# by hand, afterwards: aws iam detach-role-policy --role-name mailer --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole
# by hand, afterwards: aws iam detach-role-policy --role-name mailer --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess

moved {
  from = aws_lambda_permission.green
  to   = aws_lambda_permission.mailer_sns_green
}

moved {
  from = aws_lambda_permission.blue
  to   = aws_lambda_permission.mailer_sns_mails
}

moved {
  from = aws_lambda_event_source_mapping.mails
  to   = aws_lambda_event_source_mapping.mailer_kinesis_mails
}

moved {
  from = aws_lambda_function_url.mailer
  to   = aws_lambda_function_url.mailer_url
}
