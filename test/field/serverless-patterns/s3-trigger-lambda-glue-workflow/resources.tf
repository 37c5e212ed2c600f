resource "aws_s3_bucket" "landing_bucket" {
  bucket_prefix = "landing-"
}

resource "aws_glue_workflow" "etl" {
  name = "etl"
}
