account = "123456789012"
stage   = "dev"
memory  = 512
subnets = ["subnet-0123456789abcdef0"]
groups  = ["sg-0123456789abcdef0"]
tags    = { team = "orders" }
