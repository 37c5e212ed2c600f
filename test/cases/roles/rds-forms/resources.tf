resource "aws_rds_cluster" "returns" {
  cluster_identifier  = "returns"
  engine              = "aurora-postgresql"
  master_username     = "root"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}
