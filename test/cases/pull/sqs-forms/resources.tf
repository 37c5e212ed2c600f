resource "aws_sqs_queue" "prints" {
  name = "prints"
}

resource "aws_kms_key" "queues" {
  description = "queues"
}
