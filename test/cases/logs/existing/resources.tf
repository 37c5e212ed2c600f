# The log group that all workers share, made by hand.

resource "aws_cloudwatch_log_group" "workers" {
  name = "workers"
}
