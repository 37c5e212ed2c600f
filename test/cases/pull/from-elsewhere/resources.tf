# Read when Terraform applies: a plan of this asks no account.
resource "aws_sqs_queue" "later" {}

data "aws_ssm_parameter" "q" {
  name = "/q/${aws_sqs_queue.later.arn}"
}

module "x" {
  source = "./x"
}

module "streams" {
  source = "./streams"
}

locals {
  jobs = "arn:aws:sqs:eu-west-1:123456789012:jobs"
}
