resource "aws_s3_bucket" "newbucket" {
  bucket_prefix = "mail-"
}

resource "aws_ses_email_identity" "sender" {
  email = "sender@example.com"
}
