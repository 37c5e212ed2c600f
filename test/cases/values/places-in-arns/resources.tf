data "aws_partition" "own" {}

data "aws_region" "own" {}

data "aws_caller_identity" "own" {}

resource "aws_s3_bucket" "photos" {
  bucket = "eu-west-1"
}
