# Starts a task on Fargate with roles that are passed to it.
import os
import boto3

ecs = boto3.client("ecs")


def handler(event, context):
    return ecs.run_task(
        cluster=os.environ["CLUSTER"],
        taskDefinition=os.environ["TASK"],
        launchType="FARGATE",
        overrides={"taskRoleArn": os.environ["TASK_ROLE"], "containerOverrides": [{"name": "main", "command": event["command"]}]},
    )
