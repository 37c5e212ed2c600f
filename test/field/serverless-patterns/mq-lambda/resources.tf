resource "aws_mq_broker" "shop" {
  broker_name        = "shop"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"

  user {
    username = "shop"
    password = "not-a-secret-at-all"
  }
}

resource "aws_secretsmanager_secret" "rabbit" {
  name = "rabbit"
}
