resource "aws_athena_workgroup" "reports" {
  name = "reports"
}
