# Read when Terraform applies: a plan of these asks no account.
resource "terraform_data" "later" {}

data "aws_ssm_parameter" "topic" {
  name = "/topic/${terraform_data.later.id}"
}

data "aws_ssm_parameter" "queue" {
  name = "/queue/${terraform_data.later.id}"
}

data "aws_cloudformation_export" "bucket" {
  name = "bucket-${terraform_data.later.id}"
}
