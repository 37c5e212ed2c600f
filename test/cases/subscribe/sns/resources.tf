resource "aws_sns_topic" "returns" {
  name = "returns"
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
}
