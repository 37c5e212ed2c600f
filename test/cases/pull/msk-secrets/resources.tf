resource "aws_secretsmanager_secret" "certificate" {
  name = "certificate"
}
