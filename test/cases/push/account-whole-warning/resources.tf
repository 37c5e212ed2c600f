data "aws_caller_identity" "peer" {}
