resource "aws_s3_bucket" "source" {
  bucket_prefix = "source-"
}
