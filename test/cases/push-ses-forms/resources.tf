resource "aws_ses_receipt_rule_set" "shop" {
  rule_set_name = "shop"
}

resource "aws_ses_receipt_rule" "orders" {
  name          = "orders"
  rule_set_name = aws_ses_receipt_rule_set.shop.rule_set_name
}
