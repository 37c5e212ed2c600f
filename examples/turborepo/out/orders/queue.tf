# Written by hand, and read by lambdagrant: an input of its stack, and no output.
resource "aws_sqs_queue" "orders" {
  name = "orders"
}
