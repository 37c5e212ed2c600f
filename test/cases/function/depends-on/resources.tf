resource "aws_efs_access_point" "uploads" {
  file_system_id = "fs-0123456789abcdef0"
}

resource "aws_efs_mount_target" "uploads" {
  file_system_id = aws_efs_access_point.uploads.file_system_id
  subnet_id      = "subnet-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "files" {
  vpc_id       = "vpc-0123456789abcdef0"
  service_name = "com.amazonaws.eu-west-1.elasticfilesystem"
}

# It is read when the endpoint is there, so not in a plan.
data "aws_vpc_endpoint" "files" {
  id = aws_vpc_endpoint.files.id
}

module "network" {
  source = "./network"
}
