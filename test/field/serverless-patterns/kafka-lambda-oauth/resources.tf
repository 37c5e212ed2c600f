resource "aws_secretsmanager_secret" "oauth" {
  name = "oauth"
}

resource "aws_secretsmanager_secret" "ca" {
  name = "ca"
}
