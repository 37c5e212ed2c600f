resource "aws_sqs_queue" "failed" {
  name = "failed"
}
