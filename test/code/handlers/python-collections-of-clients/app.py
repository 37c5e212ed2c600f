# Clients in the collections of the language: what is put in is found where it is taken out.
from argparse import Namespace
from collections import namedtuple
from types import SimpleNamespace

import boto3

CLIENTS = {}
CLIENTS["lambda"] = boto3.client("lambda")
LITERAL = {"events": boto3.client("events")}
MADE = dict(topic=boto3.client("sns"))
AWS = SimpleNamespace(s3=boto3.client("s3"))
MORE = Namespace(**{"kms": boto3.client("kms")})
Pair = namedtuple("Pair", "ssm secrets")
pair = Pair(boto3.client("ssm"), secrets=boto3.client("secretsmanager"))
textract, rekognition = map(boto3.client, ["textract", "rekognition"])


def both():
    return boto3.client("sqs"), boto3.client("kinesis")


queue, stream = both()


def first(*clients, **named):
    clients[0].list_functions()
    named["mail"].get_send_quota()


def mailed():
    first(CLIENTS["lambda"], mail=boto3.client("ses"))


def handler(event, context):
    CLIENTS.get("lambda").invoke(FunctionName="price")
    CLIENTS.setdefault("states", boto3.client("stepfunctions")).start_execution(stateMachineArn=event["arn"])
    CLIENTS["states"].stop_execution(executionArn=event["execution"])
    LITERAL.get("events").put_events(Entries=[{"EventBusName": "shop"}, {"Detail": "{}"}])
    MADE["topic"].publish(TopicArn="arn:aws:sns:eu-west-1:123456789012:sold")
    AWS.s3.list_buckets()
    MORE.kms.decrypt(CiphertextBlob=b"", KeyId="alias/orders")
    pair.ssm.get_parameter(Name="/shop/key")
    pair.secrets.get_secret_value(SecretId="shop")
    textract.detect_document_text(Document={})
    rekognition.detect_labels(Image={})
    queue.send_message(QueueUrl="https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", MessageBody="")
    stream.put_record(StreamName="clicks", Data=b"", PartitionKey="a")
    for client in LITERAL.values():
        client.list_rules(EventBusName="shop")
    mailed()
