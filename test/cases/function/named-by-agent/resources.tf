# What a team writes by hand around the function, and what refers back to it.

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
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
