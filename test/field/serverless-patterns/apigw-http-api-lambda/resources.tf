resource "aws_s3_bucket" "lambda_bucket" {
  bucket_prefix = "lambda-"
}

resource "aws_s3_object" "lambda" {
  bucket  = aws_s3_bucket.lambda_bucket.id
  key     = "source.zip"
  content = "zip"
}

resource "aws_apigatewayv2_api" "lambda" {
  name          = "apigw-http-lambda"
  protocol_type = "HTTP"
}
