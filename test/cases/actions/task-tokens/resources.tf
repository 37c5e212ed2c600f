resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  role_arn   = "arn:aws:iam::123456789012:role/orders"
  definition = jsonencode({ StartAt = "Ask", States = { Ask = { Type = "Task", Resource = aws_lambda_function.worker.arn, End = true } } })
}
