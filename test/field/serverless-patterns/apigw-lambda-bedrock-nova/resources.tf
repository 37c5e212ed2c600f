data "aws_caller_identity" "current" {}

resource "aws_kms_key" "content" {}

resource "aws_lambda_layer_version" "boto3_bedrock_layer" {
  layer_name = "boto3"
  s3_bucket  = "layers"
  s3_key     = "boto3.zip"
}

resource "aws_api_gateway_rest_api" "generate_content_api" {
  name = "content"
}
