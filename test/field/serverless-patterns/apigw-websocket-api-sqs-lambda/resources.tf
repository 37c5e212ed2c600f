resource "aws_sqs_queue" "fifo_queue" {
  name       = "responses.fifo"
  fifo_queue = true
}

resource "aws_apigatewayv2_api" "my_websocket_api" {
  name                       = "chat"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_stage" "production" {
  api_id = aws_apigatewayv2_api.my_websocket_api.id
  name   = "production"
}
