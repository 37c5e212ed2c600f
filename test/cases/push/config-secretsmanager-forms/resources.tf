resource "aws_secretsmanager_secret" "mail" {
  name = "mail"
}

locals {
  config_rule = "arn:aws:config:eu-west-1:123456789012:config-rule/config-rule-j1k2l3"
}
