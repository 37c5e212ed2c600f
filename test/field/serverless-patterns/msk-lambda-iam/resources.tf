resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "lambda" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_msk_serverless_cluster" "events" {
  cluster_name = "events"

  vpc_config {
    subnet_ids = [aws_subnet.private.id]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}

resource "aws_sns_topic" "failed" {
  name = "failed"
}
