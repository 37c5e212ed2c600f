# What a team writes by hand around the functions, and what refers back to them.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_cognito_user_pool" "customers" {
  name = "customers"

  lambda_config {
    pre_sign_up = aws_lambda_function.sign_up.arn
  }
}

resource "aws_s3_bucket" "photos" {
  bucket = "shop-photos"
}

resource "aws_s3_bucket_notification" "photos" {
  bucket = aws_s3_bucket.photos.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.thumbnails.arn
    events              = ["s3:ObjectCreated:*"]
  }

  depends_on = [aws_lambda_permission.thumbnails_s3_photos]
}

resource "aws_bedrockagent_agent" "shop" {
  agent_name              = "shop"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/agent"
  foundation_model        = "anthropic.claude-v2"
}

resource "aws_bedrockagent_agent_action_group" "orders" {
  action_group_name = "orders"
  agent_id          = aws_bedrockagent_agent.shop.agent_id
  agent_version     = "DRAFT"

  action_group_executor {
    lambda = aws_lambda_function.assistant.arn
  }

  function_schema {
    member_functions {
      functions {
        name = "orders"
      }
    }
  }
}

resource "aws_bedrockagent_agent_alias" "shop" {
  agent_alias_name = "live"
  agent_id         = aws_bedrockagent_agent.shop.agent_id

  depends_on = [aws_bedrockagent_agent_action_group.orders]
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.orders.http_method
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.orders.invoke_arn
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id

  depends_on = [aws_api_gateway_integration.orders]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "shop" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "prod"
}

resource "aws_apigatewayv2_api" "chat" {
  name                       = "chat"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "chat" {
  api_id           = aws_apigatewayv2_api.chat.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.chat.invoke_arn
}

resource "aws_apigatewayv2_route" "chat" {
  api_id    = aws_apigatewayv2_api.chat.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.chat.id}"
}

resource "aws_apigatewayv2_stage" "chat" {
  api_id      = aws_apigatewayv2_api.chat.id
  name        = "prod"
  auto_deploy = true

  depends_on = [aws_apigatewayv2_route.chat]
}

resource "aws_secretsmanager_secret" "database" {
  name = "database"
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn

  rotation_rules {
    automatically_after_days = 30
  }

  # AWS asks for the permission when the rotation is made, and rotates at once.
  depends_on = [aws_lambda_permission.rotate_secretsmanager_database]
}

resource "aws_config_config_rule" "tags" {
  name = "tags"

  source {
    owner             = "CUSTOM_LAMBDA"
    source_identifier = aws_lambda_function.audit.arn

    source_detail {
      message_type = "ConfigurationItemChangeNotification"
    }
  }

  depends_on = [aws_lambda_permission.audit_config_any]
}

resource "aws_transfer_server" "files" {
  identity_provider_type = "AWS_LAMBDA"
  function               = aws_lambda_function.files.arn
}
