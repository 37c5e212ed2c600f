# Clients that are made when they are first read: properties, data classes, context managers, generators.
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

import boto3
import botocore.session
from boto3.s3.transfer import S3Transfer


class Clients:
    @property
    def s3(self):
        return boto3.client("s3")

    @cached_property
    def table(self):
        return boto3.resource("dynamodb").Table("orders")


@dataclass
class Kept:
    queue: object
    topic: object = field(default_factory=lambda: boto3.client("sns"))


class Locked:
    def __enter__(self):
        return boto3.client("kms")

    def __exit__(self, *error):
        return None


@contextmanager
def secrets():
    yield boto3.client("secretsmanager")


def every():
    for region in ("eu-west-1", "us-east-1"):
        yield boto3.client("ec2", region_name=region)


clients = Clients()
kept = Kept(boto3.client("sqs"))
plain = botocore.session.get_session().create_client("ssm")
upload = S3Transfer(boto3.client("s3"))


def handler(event, context):
    clients.s3.get_object(Bucket="in", Key="a")
    clients.table.put_item(Item=event)
    kept.queue.purge_queue(QueueUrl="https://sqs.eu-west-1.amazonaws.com/123456789012/jobs")
    kept.topic.publish(TopicArn="arn:aws:sns:eu-west-1:123456789012:sold")
    with Locked() as keys:
        keys.encrypt(KeyId="alias/orders", Plaintext=b"")
    with secrets() as store:
        store.get_secret_value(SecretId="shop")
    for ec2 in every():
        ec2.describe_instances()
    plain.get_parameter(Name="/shop/key")
    upload.upload_file("/tmp/report.csv", "reports", "today.csv")
