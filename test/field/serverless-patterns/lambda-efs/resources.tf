resource "aws_vpc" "shop" {
  cidr_block = "10.10.0.0/16"
}

resource "aws_subnet" "intra" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.10.101.0/24"
}

resource "aws_security_group" "efs" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_efs_file_system" "shared" {}

resource "aws_efs_mount_target" "alpha" {
  file_system_id = aws_efs_file_system.shared.id
  subnet_id      = aws_subnet.intra.id
}

resource "aws_efs_access_point" "lambda" {
  file_system_id = aws_efs_file_system.shared.id
}
