data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_bedrockagent_agent" "helper" {
  agent_name              = "helper"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/helper"
  foundation_model        = "amazon.nova-lite-v1:0"
}
