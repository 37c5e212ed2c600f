# Read when Terraform applies: a plan of this asks no account.
resource "aws_sqs_queue" "later" {}

data "aws_ssm_parameter" "dead" {
  name = "/dead/${aws_sqs_queue.later.arn}"
}

module "archive" {
  source = "./archive"
}

locals {
  key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0b1c2d3e-1111-2222-3333-444455556666"
}
