resource "aws_s3_bucket" "builds" {
  bucket = "builds"
}

resource "aws_s3_object" "orders" {
  bucket = aws_s3_bucket.builds.id
  key    = "orders.zip"
}
