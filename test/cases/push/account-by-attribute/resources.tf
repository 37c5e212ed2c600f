data "aws_caller_identity" "other" {}

data "aws_partition" "current" {}
