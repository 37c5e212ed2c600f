resource "aws_iam_policy" "boundary" {
  for_each = toset(["shop-a", "shop-b"])

  name   = "boundary-${each.key}"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
