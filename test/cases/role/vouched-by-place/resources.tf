resource "aws_s3_bucket" "b" {}

resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

data "aws_caller_identity" "own" {}
