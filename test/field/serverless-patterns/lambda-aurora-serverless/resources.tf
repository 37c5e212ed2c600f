resource "aws_secretsmanager_secret" "aurora" {
  name = "aurora"
}

resource "aws_rds_cluster" "aurora" {
  cluster_identifier  = "aurora"
  engine              = "aurora-mysql"
  master_username     = "admin"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}

variable "lambda_timeout" {
  type    = number
  default = 30
}

variable "lambda_function_name" {
  type    = string
  default = "aurora"
}

variable "lambda_handler" {
  type    = string
  default = "app.handler"
}

variable "database_name" {
  type    = string
  default = "shop"
}
