resource "aws_dynamodb_table" "movies" {
  name         = "movies"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "year"

  attribute {
    name = "year"
    type = "N"
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name = "movies"
}

resource "aws_api_gateway_resource" "movies" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "movies"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.movies.id
  http_method   = "GET"
  authorization = "NONE"
}
