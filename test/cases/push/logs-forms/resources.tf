resource "aws_cloudwatch_log_group" "returns" {
  name = "returns"
}

resource "aws_cloudwatch_log_group" "refunds" {
  name = "refunds"
}
