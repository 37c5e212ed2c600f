resource "aws_cloudwatch_event_rule" "order_created" {
  name          = "order-created"
  event_pattern = jsonencode({ source = ["shop.orders"] })
}
