variable "kinesis_stream_arn" {
  type    = string
  default = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders"
}

variable "sqs_arn" {
  type    = string
  default = "arn:aws:sqs:eu-west-1:123456789012:failed"
}
