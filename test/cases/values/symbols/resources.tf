# What the spec refers to, so that terraform can plan it.
resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sns_topic" "all" {
  for_each = toset(["paid", "${var.env}-paid"])
  name     = each.value
}

resource "aws_sns_topic" "many" {
  count = 1
  name  = "many"
}

resource "aws_sqs_queue" "jobs" {
  count = 1
  name  = "jobs"
}

locals {
  topics     = { (var.env) = { arn = "arn:aws:sns:eu-west-1:123456789012:a" }, first = { arn = "arn:aws:sns:eu-west-1:123456789012:b" } }
  by_name    = { a = "arn:aws:sns:eu-west-1:123456789012:c" }
  all_arns   = ["arn:aws:sns:eu-west-1:123456789012:d"]
  group_arn  = "arn:aws:sns:eu-west-1:123456789012:e:*"
  wild_arn   = "arn:aws:sns:eu-west-1:123456789012:*"
  account    = "210987654321"
  caller_arn = "arn:aws:iam::210987654321:role/caller"
  bucket_arn = "arn:aws:s3:::photos"
  object_arn = "arn:aws:s3:::photos/small/*"
  queue_arn  = "arn:aws:sqs:eu-west-1:123456789012:*"
}
