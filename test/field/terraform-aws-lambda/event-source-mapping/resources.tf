resource "aws_sqs_queue" "this" {
  name = "this"
}

resource "aws_sqs_queue" "failure" {
  name = "failure"
}

resource "aws_dynamodb_table" "this" {
  name             = "this"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "UserId"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "UserId"
    type = "S"
  }
}

resource "aws_kinesis_stream" "this" {
  name        = "this"
  shard_count = 1
}

resource "aws_mq_broker" "this" {
  broker_name        = "this"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"

  user {
    username = "this"
    password = "not-a-secret-at-all"
  }
}

resource "aws_secretsmanager_secret" "this" {
  name = "mq-credentials"
}
