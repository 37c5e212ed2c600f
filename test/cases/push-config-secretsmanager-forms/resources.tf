resource "aws_secretsmanager_secret" "mail" {
  name = "mail"
}
