resource "aws_transfer_server" "uploads" {
  identity_provider_type = "AWS_LAMBDA"
  function               = aws_lambda_function.worker.arn
}
