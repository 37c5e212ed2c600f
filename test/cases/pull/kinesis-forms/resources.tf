resource "aws_kinesis_stream" "views" {
  name        = "views"
  shard_count = 1
}

resource "aws_sns_topic" "failed" {
  name = "failed"
}
