# What stands beside the output.
resource "aws_iam_role" "pipe" {
  name               = "pipe"
  assume_role_policy = "{\"Version\": \"2012-10-17\", \"Statement\": []}"
}
