resource "aws_sns_topic" "failed" {
  name = "failed"
}
