resource "aws_sqs_queue" "messages" {
  name = "messages"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_s3_bucket" "kept" {
  bucket_prefix = "kept-"
}
