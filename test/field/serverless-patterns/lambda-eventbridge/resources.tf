resource "aws_cloudwatch_event_bus" "demo" {
  name = "demo"
}
