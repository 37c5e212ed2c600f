data "aws_caller_identity" "current" {}

resource "aws_apigatewayv2_api" "this" {
  name          = "rds"
  protocol_type = "HTTP"
}

variable "vpc_subnets" {
  type    = list(string)
  default = ["subnet-0123456789abcdef0"]
}

variable "security_group" {
  type    = string
  default = "sg-0123456789abcdef0"
}

variable "suffix" {
  type    = string
  default = "a1b2"
}

variable "bucket" {
  type    = string
  default = "artifacts"
}

variable "aws_region" {
  type    = string
  default = "eu-west-1"
}

variable "rds_proxy_endpoint" {
  type    = string
  default = "proxy.example.com"
}

variable "rds_proxy_resourceid" {
  type    = string
  default = "prx-0123456789abcdef0"
}
