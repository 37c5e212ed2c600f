resource "aws_lb_target_group" "legacy" {
  name        = "legacy"
  target_type = "lambda"
}
