data "aws_partition" "here" {}

resource "aws_iam_policy" "audit" {
  for_each = toset(["eu"])
  name     = "audit-${each.key}"
  policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_policy" "shared" {
  name   = "shared"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

module "platform" {
  source = "./platform"
}

locals {
  policy   = "worker"
  baseline = "arn:aws:iam::123456789012:policy/baseline"
}
