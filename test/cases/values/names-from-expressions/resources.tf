locals {
  a_arn     = "arn:aws:sns:eu-west-1:123456789012:a"
  b_arn     = "arn:aws:sns:eu-west-1:123456789012:b"
  group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:c"
  by_env    = { value = local.a_arn }
  topics    = { a = local.a_arn, orders = local.b_arn }
}
