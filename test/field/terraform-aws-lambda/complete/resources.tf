resource "aws_sqs_queue" "dlq" {
  name = "dlq"
}

resource "aws_lambda_layer_version" "local" {
  layer_name = "local"
  s3_bucket  = "layers"
  s3_key     = "local.zip"
}
