# Custom metrics, an alarm's state and log lines, as operations teams write them.
import boto3

cloudwatch = boto3.client("cloudwatch")
logs = boto3.client("logs")


def handler(event, context):
    cloudwatch.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "Orders", "Value": 1.0}])
    cloudwatch.set_alarm_state(AlarmName="orders-low", StateValue="OK", StateReason="checked")
    group = "/shop/audit"
    logs.create_log_stream(logGroupName=group, logStreamName="today")
    logs.put_log_events(logGroupName=group, logStreamName="today", logEvents=[{"timestamp": 0, "message": "x"}])
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/shop"):
        for found in page["logGroups"]:
            logs.put_retention_policy(logGroupName=found["logGroupName"], retentionInDays=30)
