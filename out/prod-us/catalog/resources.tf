# Written by hand: what the specs of this stack name, and what makes the sources call the functions.

resource "aws_dynamodb_table" "products" {
  name         = "products"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "product_id"

  attribute {
    name = "product_id"
    type = "S"
  }

  attribute {
    name = "name"
    type = "S"
  }

  global_secondary_index {
    name            = "by-name"
    hash_key        = "name"
    projection_type = "ALL"
  }
}

resource "aws_dynamodb_table" "prices" {
  name         = "prices"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "product_id"

  attribute {
    name = "product_id"
    type = "S"
  }
}

resource "aws_s3_bucket" "feeds" {
  bucket = "print-shop-feeds-us"
}

resource "aws_s3_bucket_notification" "feeds" {
  bucket = aws_s3_bucket.feeds.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.price_feed.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "suppliers/"
  }

  depends_on = [aws_lambda_permission.price_feed_s3_print_shop_feeds_us]
}

resource "aws_apigatewayv2_api" "catalog" {
  name          = "catalog-us"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "catalog" {
  api_id      = aws_apigatewayv2_api.catalog.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_apigatewayv2_integration" "product_search" {
  api_id                 = aws_apigatewayv2_api.catalog.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.product_search.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "product_search" {
  api_id    = aws_apigatewayv2_api.catalog.id
  route_key = "GET /search"
  target    = "integrations/${aws_apigatewayv2_integration.product_search.id}"
}
