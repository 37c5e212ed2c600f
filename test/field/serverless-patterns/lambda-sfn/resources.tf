data "aws_caller_identity" "current" {}

resource "aws_sfn_state_machine" "flow" {
  name       = "flow"
  role_arn   = "arn:aws:iam::123456789012:role/flow"
  definition = jsonencode({ StartAt = "Run", States = { Run = { Type = "Task", Resource = aws_lambda_function.starter.arn, End = true } } })
}
