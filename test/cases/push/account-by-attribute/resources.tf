data "aws_caller_identity" "other" {}

data "aws_partition" "current" {}

resource "aws_s3_access_point" "orders" {
  bucket = "orders"
  name   = "orders"
}
