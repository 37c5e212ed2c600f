# Read when Terraform applies: a plan of these asks no account.
resource "aws_sqs_queue" "later" {}

data "aws_ssm_parameter" "topic" {
  name = "/topic/${aws_sqs_queue.later.arn}"
}

data "aws_ssm_parameter" "queue" {
  name = "/queue/${aws_sqs_queue.later.arn}"
}

data "aws_cloudformation_export" "bucket" {
  name = "bucket-${aws_sqs_queue.later.arn}"
}
