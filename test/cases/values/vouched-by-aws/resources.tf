resource "aws_cloudtrail" "audit" {
  name           = "audit"
  s3_bucket_name = "audit"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "a" {
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_sns_topic" "news" {}

resource "aws_sns_topic_policy" "news" {
  arn    = aws_sns_topic.news.arn
  policy = "{}"
}

resource "aws_organizations_organization" "all" {}

resource "aws_organizations_account" "peer" {
  name  = "peer"
  email = "peer@example.com"
}

resource "aws_cloudwatch_log_group" "app" {
  name = "/app"
}

resource "aws_iam_role" "peer" {
  name               = "peer"
  assume_role_policy = "{}"
}

resource "aws_ssm_parameter" "shop" {
  name  = "/shop"
  type  = "String"
  value = "shop"
}
