locals {
  subnets = ["subnet-0a1b2c3d"]
  groups  = ["sg-0a1b2c3d"]
}
