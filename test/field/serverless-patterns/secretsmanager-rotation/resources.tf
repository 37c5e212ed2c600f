resource "aws_secretsmanager_secret" "database" {
  name = "database"
  tags = { "rotated-by" = "rotate" }
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn

  rotation_rules {
    automatically_after_days = 30
  }

  depends_on = [aws_lambda_permission.rotate_secretsmanager_database]
}
