# Clients that are made on first use and kept in module globals, as long-running functions do.
import os
import boto3

_s3 = None
_resource = None
_table = None


def s3():
    global _s3
    if _s3 is None:
        _s3 = boto3.client("s3")
    return _s3


def table():
    global _resource, _table
    if _resource is None:
        _resource = boto3.resource("dynamodb")
    if _table is None:
        _table = _resource.Table(os.environ["JOBS"])
    return _table


def handler(event, context):
    body = s3().get_object(Bucket=event["bucket"], Key=event["key"])["Body"].read()
    table().put_item(Item={"id": event["key"], "size": len(body)})
