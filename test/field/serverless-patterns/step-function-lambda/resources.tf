resource "aws_sfn_state_machine" "sample" {
  name       = "sample-state-machine"
  role_arn   = aws_iam_role.stepfunctions_sample_state_machine.arn
  definition = jsonencode({ StartAt = "Run", States = { Run = { Type = "Task", Resource = aws_lambda_function.task.arn, End = true } } })
}
