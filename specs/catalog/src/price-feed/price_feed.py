"""Reads a supplier's feed from the bucket and writes one item a price."""

import csv
import io
import urllib.parse

import boto3

feeds = boto3.client("s3")
prices = boto3.resource("dynamodb").Table("prices")


def handler(event, context):
    for record in event["Records"]:
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        feed = feeds.get_object(Bucket=record["s3"]["bucket"]["name"], Key=key)
        rows = csv.DictReader(io.TextIOWrapper(feed["Body"], encoding="utf-8"))
        with prices.batch_writer() as batch:
            for row in rows:
                batch.put_item(Item={"product_id": row["product"], "price": row["price"], "source": key})
