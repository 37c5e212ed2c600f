# A task that reports back to Step Functions by its token, and starts another machine.
import json
import os
import boto3

sfn = boto3.client("stepfunctions")


def handler(event, context):
    for record in event["Records"]:
        body = json.loads(record["body"])
        try:
            execution = sfn.start_execution(stateMachineArn=os.environ["CHILD"], input=json.dumps(body))
            sfn.send_task_success(taskToken=body["token"], output=json.dumps(execution["executionArn"]))
        except Exception as error:
            sfn.send_task_failure(taskToken=body["token"], error="Failed", cause=str(error))
