resource "aws_s3_bucket" "records" {
  bucket_prefix = "records-"
}

resource "aws_s3_bucket" "transcriptions" {
  bucket_prefix = "transcriptions-"
}
