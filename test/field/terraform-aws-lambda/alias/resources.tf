variable "name" {
  type    = string
  default = "happy-otter"
}

variable "queue_arn" {
  type    = string
  default = "arn:aws:sqs:eu-west-1:123456789012:events"
}
