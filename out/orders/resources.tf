# Written by hand: what the specs of this stack name, and what makes the sources call the functions.

locals {
  mail_templates = "${aws_s3_bucket.templates.arn}/mail"
}

# Tables

resource "aws_dynamodb_table" "orders" {
  name             = "orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "order_id"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "order_id"
    type = "S"
  }

  attribute {
    name = "customer_id"
    type = "S"
  }

  global_secondary_index {
    name            = "by-customer"
    hash_key        = "customer_id"
    projection_type = "ALL"
  }
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "cart_id"

  attribute {
    name = "cart_id"
    type = "S"
  }

  attribute {
    name = "day"
    type = "S"
  }

  global_secondary_index {
    name            = "by-day"
    hash_key        = "day"
    projection_type = "KEYS_ONLY"
  }
}

resource "aws_dynamodb_table" "sessions" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "token"

  attribute {
    name = "token"
    type = "S"
  }
}

resource "aws_dynamodb_table" "counters" {
  name         = "counters"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "counter"

  attribute {
    name = "counter"
    type = "S"
  }
}

resource "aws_dynamodb_table" "tracking_connections" {
  name         = "tracking-connections"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "order_id"
  range_key    = "connection_id"

  attribute {
    name = "order_id"
    type = "S"
  }

  attribute {
    name = "connection_id"
    type = "S"
  }
}

# Topics, queues, keys, buckets

resource "aws_sns_topic" "carrier_updates" {
  name = "carrier-updates"
}

resource "aws_sns_topic" "orders_paid" {
  name = "orders-paid"
}

resource "aws_sns_topic" "cart_reminders" {
  name = "cart-reminders"
}

resource "aws_sqs_queue" "payment_retries" {
  name                       = "payment-retries"
  kms_master_key_id          = aws_kms_key.payments.arn
  visibility_timeout_seconds = 150 # six times the timeout of the function
}

resource "aws_sqs_queue" "mails_failed" {
  name = "mails-failed"
}

resource "aws_kms_key" "payments" {
  description         = "Payments: the provider's secret, the retries, the function's environment"
  enable_key_rotation = true
}

resource "aws_s3_bucket" "templates" {
  bucket = "photo-prints-templates"
}

resource "aws_sns_topic_subscription" "shipping_notice" {
  topic_arn = aws_sns_topic.carrier_updates.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.shipping_notice.arn

  depends_on = [aws_lambda_permission.shipping_notice_sns_carrier_updates]
}

# Events

resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}

resource "aws_cloudwatch_event_rule" "order_paid" {
  name           = "order-paid"
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  event_pattern  = jsonencode({ source = ["shop.orders"], detail-type = ["order paid"] })
}

resource "aws_cloudwatch_event_rule" "order_shipped" {
  name           = "order-shipped"
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  event_pattern  = jsonencode({ source = ["shop.orders"], detail-type = ["order shipped"] })
}

resource "aws_cloudwatch_event_rule" "paid_to_lab" {
  name           = "paid-to-lab"
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  event_pattern  = jsonencode({ source = ["shop.orders"], detail-type = ["order paid"], detail = { kind = ["print"] } })
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}

resource "aws_cloudwatch_event_target" "order_confirmation" {
  rule           = aws_cloudwatch_event_rule.order_paid.name
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  arn            = aws_lambda_function.order_confirmation.arn
}

resource "aws_cloudwatch_event_target" "shipping_notice" {
  rule           = aws_cloudwatch_event_rule.order_shipped.name
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  arn            = aws_lambda_function.shipping_notice.arn
}

resource "aws_cloudwatch_event_target" "print_dispatch" {
  rule           = aws_cloudwatch_event_rule.paid_to_lab.name
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  arn            = aws_lambda_function.print_dispatch.arn
}

resource "aws_cloudwatch_event_target" "abandoned_carts" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.abandoned_carts.arn
}

# The REST API of the shop

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_authorizer" "session" {
  name           = "session"
  rest_api_id    = aws_api_gateway_rest_api.shop.id
  authorizer_uri = aws_lambda_function.shop_authorizer.invoke_arn
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{order_id}"
}

resource "aws_api_gateway_method" "place_order" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "CUSTOM"
  authorizer_id = aws_api_gateway_authorizer.session.id
}

resource "aws_api_gateway_method" "show_order" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.order.id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = aws_api_gateway_authorizer.session.id
}

resource "aws_api_gateway_integration" "place_order" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.place_order.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.checkout_api.invoke_arn
}

resource "aws_api_gateway_integration" "show_order" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.order.id
  http_method             = aws_api_gateway_method.show_order.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.checkout_api.invoke_arn
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id

  triggers = {
    integrations = sha1(jsonencode([
      aws_api_gateway_integration.place_order,
      aws_api_gateway_integration.show_order,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "live"
}

# The HTTP API for partners, and for everything that has no other home

resource "aws_apigatewayv2_api" "public" {
  name          = "public"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "public" {
  api_id      = aws_apigatewayv2_api.public.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_apigatewayv2_integration" "payments" {
  api_id                 = aws_apigatewayv2_api.public.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "${aws_lambda_function.payments.arn}:live" # the alias, as the permission
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "payments" {
  api_id    = aws_apigatewayv2_api.public.id
  route_key = "POST /payments/webhook"
  target    = "integrations/${aws_apigatewayv2_integration.payments.id}"
}

resource "aws_apigatewayv2_integration" "web_fallback" {
  api_id                 = aws_apigatewayv2_api.public.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.web_fallback.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "web_fallback" {
  api_id    = aws_apigatewayv2_api.public.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.web_fallback.id}"
}

# The WebSocket API of the tracking page

resource "aws_apigatewayv2_api" "tracking" {
  name                       = "tracking"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_stage" "tracking" {
  api_id      = aws_apigatewayv2_api.tracking.id
  name        = "live"
  auto_deploy = true
}

resource "aws_apigatewayv2_integration" "live_tracking" {
  api_id           = aws_apigatewayv2_api.tracking.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.live_tracking.invoke_arn
}

resource "aws_apigatewayv2_route" "live_tracking" {
  for_each  = toset(["$connect", "$disconnect", "watchOrder"])
  api_id    = aws_apigatewayv2_api.tracking.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.live_tracking.id}"
}
