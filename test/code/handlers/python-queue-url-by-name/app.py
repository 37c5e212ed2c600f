# Queue URLs composed from region and account, and found by name.
import os
import boto3

sqs = boto3.client("sqs")
URL = f"https://sqs.{os.environ['AWS_REGION']}.amazonaws.com/{os.environ['ACCOUNT']}/invoices"


def handler(event, context):
    other = sqs.get_queue_url(QueueName="receipts")["QueueUrl"]
    sqs.send_message(QueueUrl=URL, MessageBody="a")
    sqs.send_message_batch(QueueUrl=other, Entries=[])
    sqs.delete_message(QueueUrl=os.environ["QUEUE_URL"], ReceiptHandle="x")
