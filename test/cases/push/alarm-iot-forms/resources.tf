resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 60
  statistic           = "Sum"
  threshold           = 0
}

resource "aws_iot_topic_rule" "ink" {
  name        = "ink"
  enabled     = true
  sql         = "SELECT * FROM 'printers'"
  sql_version = "2016-03-23"
}
