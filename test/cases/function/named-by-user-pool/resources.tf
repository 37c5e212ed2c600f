# What a team writes by hand around the function, and what refers back to it.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_cognito_user_pool" "customers" {
  name = "customers"

  lambda_config {
    pre_sign_up = aws_lambda_function.sign_up.arn
  }
}
