variable "intra_subnets" {
  type    = list(string)
  default = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

variable "security_group" {
  type    = string
  default = "sg-0123456789abcdef0"
}
