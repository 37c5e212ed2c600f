resource "aws_sns_topic" "async" {
  name = "async"
}

resource "aws_sqs_queue" "async" {
  name = "async"
}
