variable "topic_arn" {
  type    = string
  default = "arn:aws:sns:eu-west-1:123456789012:orders"
}
