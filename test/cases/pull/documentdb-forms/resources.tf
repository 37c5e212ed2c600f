resource "aws_docdb_cluster" "stock" {
  cluster_identifier  = "stock"
  master_username     = "root"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_docdb_cluster_parameter_group" "stock" {
  name   = "stock"
  family = "docdb5.0"
}

resource "aws_docdb_subnet_group" "stock" {
  name       = "stock"
  subnet_ids = ["subnet-1", "subnet-2"]
}
