resource "aws_kinesis_stream" "views" {
  name        = "views"
  shard_count = 1
}

resource "aws_kinesis_stream_consumer" "views" {
  name       = "worker"
  stream_arn = aws_kinesis_stream.views.arn
}
