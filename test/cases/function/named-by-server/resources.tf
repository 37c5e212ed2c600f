# What a team writes by hand around the function, and what refers back to it.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_transfer_server" "files" {
  identity_provider_type = "AWS_LAMBDA"
  function               = aws_lambda_function.files.arn
}
