resource "aws_vpclattice_target_group" "lambda" {
  name = "lambda"
  type = "LAMBDA"
}
