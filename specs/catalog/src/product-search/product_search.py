"""Answers GET /search?name=… with the products of that name."""

import json

import boto3
from boto3.dynamodb.conditions import Key

products = boto3.resource("dynamodb").Table("products")


def handler(event, context):
    name = (event.get("queryStringParameters") or {}).get("name", "")
    found = products.query(IndexName="by-name", KeyConditionExpression=Key("name").eq(name), Limit=50)
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(found["Items"])}
