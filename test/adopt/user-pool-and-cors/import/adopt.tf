# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# signup
# made anew, with another guard or another name of the function: aws_lambda_permission.signup_cognito_eu_west_1_ab_cd_ef_gh_i
# changes: aws_iam_role_policy.signup, what it allows
# to forget there: terraform state rm aws_lambda_function.signup
# to forget there: terraform state rm aws_iam_role.signup
# to forget there: terraform state rm aws_cloudwatch_log_group.signup
# to forget there: terraform state rm aws_lambda_permission.alb
# to forget there: terraform state rm aws_lambda_permission.cognito
# to forget there: terraform state rm aws_iam_role_policy.signup

import {
  to = aws_lambda_function.signup
  id = "signup"
}

import {
  to = aws_iam_role.signup
  id = "signup"
}

import {
  to = aws_cloudwatch_log_group.signup
  id = "/shop/signup"
}

import {
  to = aws_lambda_permission.signup_alb_signup_0a1b2c3d4e5f6071
  id = "signup/AllowLoadBalancer"
}

import {
  to = aws_lambda_permission.signup_cognito_eu_west_1_ab_cd_ef_gh_i
  id = "signup/AllowCognito"
}

import {
  to = aws_iam_role_policy.signup
  id = "signup:signup"
}
