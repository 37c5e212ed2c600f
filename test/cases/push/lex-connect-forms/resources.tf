resource "aws_lexv2models_bot" "shop" {
  name                        = "shop"
  role_arn                    = "arn:aws:iam::123456789012:role/lex"
  idle_session_ttl_in_seconds = 60

  data_privacy {
    child_directed = false
  }
}

resource "aws_connect_instance" "calls" {
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = false
  instance_alias           = "calls"
}
