resource "aws_kms_key" "queue" {}

resource "aws_sqs_queue" "queue" {
  name              = "jobs"
  kms_master_key_id = aws_kms_key.queue.id
}
