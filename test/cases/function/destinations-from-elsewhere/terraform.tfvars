bus_arn = "arn:aws:events:eu-west-1:123456789012:event-bus/orders"
next_arn = "arn:aws:lambda:eu-west-1:123456789012:function:next"
topic_arn = "arn:aws:sns:eu-west-1:123456789012:failures"
module_archive_bucket_arn = "arn:aws:s3:::archive"
