resource "aws_cloudwatch_log_group" "all" {
  name = "/shop/all"
}
