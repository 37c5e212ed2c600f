resource "aws_sqs_queue" "uploads" {
  name                       = "uploads"
  visibility_timeout_seconds = 180
}
