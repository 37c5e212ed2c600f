resource "aws_iot_authorizer" "gates" {
  name                    = "gates"
  authorizer_function_arn = aws_lambda_function.worker.arn
  signing_disabled        = true
}

resource "aws_iot_provisioning_template" "vans" {
  name                  = "vans"
  provisioning_role_arn = "arn:aws:iam::123456789012:role/provisioning"
  template_body         = jsonencode({ Parameters = {}, Resources = {} })
}
