clicks_consumer_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks/consumer/worker:1700000000"
module_streams_views_consumer_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/consumer/consumer/worker:1700000000"
