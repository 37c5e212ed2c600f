resource "aws_kms_key" "logs" {
  description = "logs"
}
