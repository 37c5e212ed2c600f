"""Puts a few products into an empty catalog."""

import boto3

products = boto3.resource("dynamodb").Table("products")
names = ["postcard", "calendar", "canvas", "mug"]


def handler(event, context):
    for number, name in enumerate(names):
        products.put_item(Item={"product_id": f"sample-{number}", "name": name})
