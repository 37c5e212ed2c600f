account = "123456789012"
stage   = "dev"
subnets = ["subnet-0123456789abcdef0"]
