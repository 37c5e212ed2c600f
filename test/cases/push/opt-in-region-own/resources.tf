resource "aws_sns_topic" "returns" {
  name = "returns"
}
