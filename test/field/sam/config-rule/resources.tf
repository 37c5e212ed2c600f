resource "aws_config_config_rule" "desired" {
  name = "desired-instance-type"

  source {
    owner             = "CUSTOM_LAMBDA"
    source_identifier = aws_lambda_function.desired_instance_type.arn
  }

  depends_on = [aws_lambda_permission.desired_instance_type_config_any]
}
