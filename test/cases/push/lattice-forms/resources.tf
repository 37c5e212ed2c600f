resource "aws_vpclattice_target_group" "orders" {
  name = "orders"
  type = "LAMBDA"
}
