resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "ANY /orders/{id}"
}

resource "aws_apigatewayv2_route" "paid" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /paid"
}

# Read when Terraform applies.
data "aws_apigatewayv2_api" "shop" {
  api_id = aws_apigatewayv2_api.shop.id
}
