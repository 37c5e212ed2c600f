resource "aws_msk_cluster" "orders" {
  cluster_name           = "orders"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 2

  broker_node_group_info {
    client_subnets  = ["subnet-1", "subnet-2"]
    instance_type   = "kafka.t3.small"
    security_groups = ["sg-1"]
  }
}

resource "aws_msk_serverless_cluster" "stock" {
  cluster_name = "stock"

  vpc_config {
    subnet_ids         = ["subnet-1", "subnet-2"]
    security_group_ids = ["sg-1"]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}
