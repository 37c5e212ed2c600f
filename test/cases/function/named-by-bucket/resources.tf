# What a team writes by hand around the function, and what refers back to it.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_s3_bucket" "photos" {
  bucket = "shop-photos"
}

resource "aws_s3_bucket_notification" "photos" {
  bucket = aws_s3_bucket.photos.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.thumbnails.arn
    events              = ["s3:ObjectCreated:*"]
  }

  depends_on = [aws_lambda_permission.thumbnails_s3_photos]
}
