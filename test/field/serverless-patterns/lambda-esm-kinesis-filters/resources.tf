resource "aws_kinesis_stream" "sensors" {
  name        = "sensors"
  shard_count = 1
}
