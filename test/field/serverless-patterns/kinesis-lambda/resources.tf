resource "aws_kinesis_stream" "events" {
  name        = "events"
  shard_count = 1
}

resource "aws_kinesis_stream_consumer" "fast" {
  name       = "fast"
  stream_arn = aws_kinesis_stream.events.arn
}
