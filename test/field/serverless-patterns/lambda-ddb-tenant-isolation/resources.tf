resource "aws_dynamodb_table" "isolated" {
  name         = "isolated"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "tenant"

  attribute {
    name = "tenant"
    type = "S"
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name = "counter"
}
