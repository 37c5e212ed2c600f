resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}

resource "aws_s3_bucket" "failed" {
  bucket = "failed"
}
