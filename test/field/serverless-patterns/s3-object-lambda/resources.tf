resource "aws_s3_bucket" "texts" {
  bucket_prefix = "texts-"
}

resource "aws_s3_access_point" "texts" {
  bucket = aws_s3_bucket.texts.id
  name   = "texts"
}

resource "aws_s3control_object_lambda_access_point" "redacted" {
  name = "redacted"

  configuration {
    supporting_access_point = aws_s3_access_point.texts.arn

    transformation_configuration {
      actions = ["GetObject"]

      content_transformation {
        aws_lambda {
          function_arn = aws_lambda_function.redact.arn
        }
      }
    }
  }
}
