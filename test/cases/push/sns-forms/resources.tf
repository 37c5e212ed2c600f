resource "aws_sns_topic" "rework" {
  name = "rework"
}
