# What a team writes by hand around the function, and what refers back to it.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_secretsmanager_secret" "database" {
  name = "database"
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn

  rotation_rules {
    automatically_after_days = 30
  }

  # AWS asks for the permission when the rotation is made, and rotates at once.
  depends_on = [aws_lambda_permission.rotate_secretsmanager_database]
}
