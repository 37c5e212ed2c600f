first_dead  = "arn:aws:sqs:eu-west-1:123456789012:first"
second_dead = "arn:aws:sqs:eu-west-1:123456789012:second"
