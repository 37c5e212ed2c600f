# A durable function that calls one function after the other through its context, as samples of durable execution do.
import os

import boto3
from aws_durable_execution_sdk_python import DurableContext, durable_execution

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@durable_execution
def handler(event, context: DurableContext):
    valid = context.invoke(os.environ["VALIDATE"], event, name="validate")
    table.put_item(Item={"id": event["id"], "valid": valid})
    return context.invoke(os.environ["STORE"], valid, name="store")
