resource "aws_cloudwatch_log_group" "trail" {
  name = "/aws/cloudtrail/management"
}
