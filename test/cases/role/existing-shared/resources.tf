locals {
  urgent = "arn:aws:sqs:eu-west-1:123456789012:urgent-*"
}
