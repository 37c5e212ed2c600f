# A tool of operators: the service and the call come from the event, which nobody can read before it runs.
import boto3


def handler(event, context):
    client = boto3.client(event["service"])
    method = getattr(client, event["method"])
    s3 = boto3.client("s3")
    return method(**event["arguments"]) or getattr(s3, "list_" + event["what"])()
