resource "aws_ses_receipt_rule_set" "shop" {
  rule_set_name = "shop"
}
