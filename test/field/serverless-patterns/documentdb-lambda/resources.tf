resource "aws_docdb_cluster" "shop" {
  cluster_identifier  = "shop"
  master_username     = "shop"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_secretsmanager_secret" "docdb" {
  name = "docdb"
}
