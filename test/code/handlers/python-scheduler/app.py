# Makes one-time schedules with a role that the scheduler assumes.
import os
import boto3

scheduler = boto3.client("scheduler")


def handler(event, context):
    scheduler.create_schedule(
        Name=f"reminder-{event['id']}",
        ScheduleExpression=f"at({event['at']})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": os.environ["TARGET"], "RoleArn": os.environ["SCHEDULER_ROLE"]},
    )
    scheduler.delete_schedule(Name="old")
