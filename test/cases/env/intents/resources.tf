resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_s3_bucket" "uploads" {
  bucket_prefix = "uploads-"
}

resource "aws_s3_bucket" "letters" {
  bucket_prefix = "letters-"
}

resource "aws_sqs_queue" "jobs" {
  for_each = toset(["fast", "slow"])
  name     = "jobs-${each.key}"
}

resource "aws_sns_topic" "told" {}

resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_kinesis_firehose_delivery_stream" "archive" {
  name        = "archive"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/archive"
    bucket_arn = aws_s3_bucket.uploads.arn
  }
}

resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}

resource "aws_secretsmanager_secret" "shop" {
  name = "shop"
}

resource "aws_ssm_parameter" "rate" {
  name  = "/shop/rate"
  type  = "String"
  value = "1"
}

resource "aws_kms_key" "shop" {}
