resource "aws_docdb_cluster" "shop" {
  cluster_identifier  = "shop"
  master_username     = "root"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}
