resource "aws_msk_vpc_connection" "stock" {
  authentication     = "SASL_IAM"
  client_subnets     = ["subnet-0123456789abcdef0"]
  security_groups    = ["sg-0123456789abcdef0"]
  target_cluster_arn = "arn:aws:kafka:eu-west-1:210987654321:cluster/stock/1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f-1"
  vpc_id             = "vpc-0123456789abcdef0"
}
