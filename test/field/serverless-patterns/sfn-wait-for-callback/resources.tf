resource "aws_sqs_queue" "tasks" {
  name = "tasks"
}

resource "aws_sfn_state_machine" "approval" {
  name       = "approval"
  role_arn   = "arn:aws:iam::123456789012:role/approval"
  definition = jsonencode({ StartAt = "Run", States = { Run = { Type = "Task", Resource = aws_lambda_function.answer.arn, End = true } } })
}
