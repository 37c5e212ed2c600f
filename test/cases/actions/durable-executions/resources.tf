resource "aws_lambda_function" "approvals" {
  function_name = "approvals"
  role          = "arn:aws:iam::123456789012:role/approvals"
  runtime       = "python3.13"
  handler       = "app.handler"
  filename      = "build/app.zip"
}
