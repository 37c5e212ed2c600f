resource "aws_cloudwatch_log_group" "site" {
  name = "site"
}

resource "aws_lb_target_group" "site" {
  name        = "site"
  target_type = "lambda"
}
