resource "aws_cognito_user_pool" "customers" {
  name = "customers"

  lambda_config {
    pre_sign_up = aws_lambda_function.worker.arn
  }
}
