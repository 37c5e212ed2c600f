resource "aws_sns_topic" "things" {
  name = "things"
}
