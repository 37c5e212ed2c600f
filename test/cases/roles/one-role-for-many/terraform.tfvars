pipe_arn = "arn:aws:pipes:eu-west-1:123456789012:pipe/clicks"
