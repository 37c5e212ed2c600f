resource "aws_s3_bucket" "signed" {
  bucket_prefix = "signed-"
}

resource "aws_lambda_code_signing_config" "this" {
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/prod_sp/abcdef0123"]
  }
}
