# Methods of boto3's resources handed on to what calls them: a static method, a library, a pool of threads.
from concurrent.futures import ThreadPoolExecutor

import boto3
from backoff_of_ours import with_backoff

table = boto3.resource("dynamodb").Table("orders")
bucket = boto3.resource("s3").Bucket("photos")
functions = boto3.client("lambda")
pages = boto3.client("ec2").get_paginator("describe_volumes")


class Alerts:
    def __init__(self, name):
        self._table = boto3.resource("dynamodb").Table(name)
        self.client = boto3.client("s3")

    @staticmethod
    def _paginate(func, func_kwargs):
        response = func(**func_kwargs)
        yield from response.get("Items", [])

    @staticmethod
    def fetch(client, bucket_name, key):
        return client.get_object(Bucket=bucket_name, Key=key)

    @classmethod
    def put(cls, client, bucket_name):
        return client.put_object(Bucket=bucket_name, Key="k")

    def names(self):
        self.fetch(self.client, "reports", "a.csv")
        Alerts.put(self.client, "archive")
        yield from self._paginate(self._table.scan, {})


def handler(event, context):
    with_backoff(table.put_item)(Item=event)
    with_backoff(bucket.objects.all)
    with_backoff(pages.paginate)
    print(table.name, bucket.name)
    with ThreadPoolExecutor() as pool:
        pool.submit(functions.invoke, FunctionName="resize")
        pool.submit(table.delete_item, Key={"id": 1})
    return list(Alerts("alerts").names())
