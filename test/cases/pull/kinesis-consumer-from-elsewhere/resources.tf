resource "aws_kinesis_stream" "orders" {
  name        = "orders"
  shard_count = 1
}

resource "aws_kinesis_stream_consumer" "orders" {
  name       = "worker"
  stream_arn = aws_kinesis_stream.orders.arn
}

# Read when Terraform applies: a plan of this asks no account.
data "aws_ssm_parameter" "carts" {
  name = "/carts/${aws_kinesis_stream.orders.arn}"
}

module "streams" {
  source = "./streams"
}
