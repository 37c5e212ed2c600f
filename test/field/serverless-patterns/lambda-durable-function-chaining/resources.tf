resource "aws_lambda_function" "step1" {
  function_name = "step1-add"
  role          = "arn:aws:iam::123456789012:role/worker"
  runtime       = "python3.13"
  handler       = "step1_add.lambda_handler"
  filename      = "step1_add.zip"
}
