# Actions chosen from a table of functions, and clients from a dictionary of services.
import boto3

CLIENTS = {"queue": boto3.client("sqs"), "topic": boto3.client("sns")}


def send(target, body):
    CLIENTS["queue"].send_message(QueueUrl=target, MessageBody=body)


def publish(target, body):
    CLIENTS["topic"].publish(TopicArn=target, Message=body)


ACTIONS = {"send": send, "publish": publish}


def handler(event, context):
    ACTIONS[event["action"]](event["target"], event["body"])
