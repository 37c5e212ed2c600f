data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_kms_key" "parameters" {}
