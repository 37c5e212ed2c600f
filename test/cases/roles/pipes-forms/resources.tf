locals {
  gifts_pipe = "arn:aws:pipes:eu-west-1:123456789012:pipe/gifts"
}
