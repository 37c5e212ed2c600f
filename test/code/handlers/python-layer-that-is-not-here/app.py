# Clients that come from a layer, whose code is not in the folder: each place is told.
import boto3
from common_layer.aws import clients, orders_table, s3, sns, store
from common_layer.more import *

from .missing import helper

functions = boto3.client("lambda")


def handler(event, context):
    s3.get_object(Bucket="in", Key="a")
    sns.publish(TopicArn="arn", Message="m")
    clients["table"].put_item(Item=event)
    clients.of("queue").send_message(QueueUrl="q", MessageBody="m")
    next(iter(event)).invoke(FunctionName="price")
    secrets.get_secret_value(SecretId="db")
    rekognition.detect_labels(Image={})
    helper(event)
    orders_table.scan()
    store(TableName="orders", Item=event)
    event.get("scan")
