# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# signup
# made anew, with another guard or another name of the function: aws_lambda_permission.signup_cognito_eu_west_1_ab_cd_ef_gh_i
# changes: aws_iam_role_policy.signup, what it allows

moved {
  from = aws_lambda_permission.alb
  to   = aws_lambda_permission.signup_alb_signup_0a1b2c3d4e5f6071
}

moved {
  from = aws_lambda_permission.cognito
  to   = aws_lambda_permission.signup_cognito_eu_west_1_ab_cd_ef_gh_i
}
