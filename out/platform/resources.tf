# Written by hand: what the specs of this stack name, and what makes the sources call the functions.

locals {
  private_subnet_ids = [aws_subnet.private_a.id, aws_subnet.private_b.id]
}

# Network

resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private_a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.1.0/24"
  availability_zone = "us-east-1a"
}

resource "aws_subnet" "private_b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.2.0/24"
  availability_zone = "us-east-1b"
}

resource "aws_security_group" "rotation" {
  name        = "rotate-db-password"
  description = "The function that changes the password of the orders database"
  vpc_id      = aws_vpc.main.id
}

# Secrets

resource "aws_secretsmanager_secret" "orders_db" {
  name = "orders/db"
}

resource "aws_secretsmanager_secret_rotation" "orders_db" {
  secret_id           = aws_secretsmanager_secret.orders_db.id
  rotation_lambda_arn = aws_lambda_function.rotate_db_password.arn

  rotation_rules {
    automatically_after_days = 30
  }

  depends_on = [aws_lambda_permission.rotate_db_password_secretsmanager_orders_db]
}

# Customers

resource "aws_cognito_user_pool" "customers" {
  name = "customers"

  lambda_config {
    post_confirmation = aws_lambda_function.sign_up.arn
  }
}

# Operations

resource "aws_cloudwatch_metric_alarm" "sign_up_errors" {
  alarm_name          = "sign-up-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  period              = 60
  statistic           = "Sum"
  threshold           = 5
  alarm_actions       = [aws_lambda_function.ops_chat.arn]

  dimensions = {
    FunctionName = aws_lambda_function.sign_up.function_name
  }
}

resource "aws_sns_topic" "ops_notices" {
  name = "ops-notices"
}

resource "aws_sns_topic_subscription" "ops_chat" {
  topic_arn = aws_sns_topic.ops_notices.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.ops_chat.arn
}

# Logs

data "aws_iam_policy_document" "logs_key" {
  statement {
    sid       = "Administration"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }

  statement {
    sid       = "LogGroupsOfThisAccount"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.us-east-1.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:us-east-1:123456789012:log-group:*"]
    }
  }
}

resource "aws_kms_key" "logs" {
  description         = "Log groups of the platform"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.logs_key.json
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/shop/access"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_subscription_filter" "log_watcher" {
  name            = "errors"
  log_group_name  = aws_cloudwatch_log_group.access.name
  filter_pattern  = "{ $.status >= 500 }"
  destination_arn = aws_lambda_function.log_watcher.arn
}

resource "aws_s3_bucket" "errors" {
  bucket = "photo-prints-errors"
}

data "aws_iam_policy_document" "firehose_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["123456789012"]
    }
  }
}

resource "aws_iam_role" "firehose" {
  name               = "firehose-errors"
  assume_role_policy = data.aws_iam_policy_document.firehose_trust.json
}

data "aws_iam_policy_document" "firehose" {
  statement {
    actions   = ["s3:AbortMultipartUpload", "s3:PutObject"]
    resources = ["${aws_s3_bucket.errors.arn}/*"]
  }
}

resource "aws_iam_role_policy" "firehose" {
  name   = "write-errors"
  role   = aws_iam_role.firehose.id
  policy = data.aws_iam_policy_document.firehose.json
}

resource "aws_kinesis_firehose_delivery_stream" "errors" {
  name        = "errors"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = aws_iam_role.firehose.arn
    bucket_arn = aws_s3_bucket.errors.arn
  }
}

# Printers

resource "aws_iot_topic_rule" "printer_status" {
  name        = "printer_status"
  enabled     = true
  sql         = "SELECT * FROM 'labs/+/printers/+/status'"
  sql_version = "2016-03-23"

  lambda {
    function_arn = aws_lambda_function.printer_status.arn
  }
}

resource "aws_dynamodb_table" "printers" {
  name         = "printers"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "printer_id"

  attribute {
    name = "printer_id"
    type = "S"
  }
}

# Prices

resource "aws_dynamodb_table" "prices" {
  name         = "prices"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "product"
  range_key    = "valid_from"

  attribute {
    name = "product"
    type = "S"
  }

  attribute {
    name = "valid_from"
    type = "S"
  }
}

# Audit

resource "aws_config_config_rule" "required_tags" {
  name = "required-tags"

  source {
    owner             = "CUSTOM_LAMBDA"
    source_identifier = aws_lambda_function.tag_audit.arn

    source_detail {
      message_type = "ConfigurationItemChangeNotification"
    }
  }

  depends_on = [aws_lambda_permission.tag_audit_config_any]
}
