resource "aws_cloudwatch_event_rule" "scan_ami" {
  name          = "EC2CreateImageEvent"
  event_pattern = jsonencode({ source = ["aws.ec2"], detail-type = ["AWS API Call via CloudTrail"] })
}

resource "aws_cloudwatch_log_group" "app" {
  name = "/app/shop"
}
