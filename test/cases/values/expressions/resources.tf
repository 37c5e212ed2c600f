locals {
  common    = { A = "1" }
  tags      = { team = "shop" }
  topic_arn = "arn:aws:sns:eu-west-1:123456789012:orders"
}

resource "aws_sns_topic" "fan" {
  for_each = toset(["a"])
  name     = each.key
}
