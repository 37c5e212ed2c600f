resource "aws_codecommit_repository" "site" {
  repository_name = "site"
}
