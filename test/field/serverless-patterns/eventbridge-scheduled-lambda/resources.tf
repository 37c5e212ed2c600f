resource "aws_cloudwatch_event_rule" "rate" {
  name                = "every-five-minutes"
  schedule_expression = "rate(5 minutes)"
}
