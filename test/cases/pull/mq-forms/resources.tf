resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.t3.micro"

  user {
    username = "worker"
    password = "not-a-secret-1"
  }
}

resource "aws_secretsmanager_secret" "broker" {
  name = "broker"
}

resource "aws_kms_key" "broker" {}
