resource "aws_lb_target_group" "target_group" {
  name        = "lambda"
  target_type = "lambda"
}
