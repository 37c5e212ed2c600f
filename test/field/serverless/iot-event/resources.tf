data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_iot_topic_rule" "button" {
  name        = "button"
  enabled     = true
  sql         = "SELECT * FROM 'mybutton'"
  sql_version = "2016-03-23"

  lambda {
    function_arn = aws_lambda_function.log_button.arn
  }
}
