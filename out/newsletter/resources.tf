# Written by hand: what the specs of this stack name.

resource "aws_scheduler_schedule_group" "newsletter" {
  name = "newsletter"
}

resource "aws_sqs_queue" "portions" {
  name                       = "newsletter-portions"
  visibility_timeout_seconds = 360
}
