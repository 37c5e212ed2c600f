"""Reminds customers of carts that nobody touched for a week, and throws away what is older than a month."""

import os
from datetime import date, timedelta

import boto3
from boto3.dynamodb.conditions import Key

carts = boto3.resource("dynamodb").Table(os.environ["CARTS"])
sns = boto3.client("sns")


def handler(event, context):
    for cart in of_day(date.today() - timedelta(days=7)):
        sns.publish(TopicArn=os.environ["REMINDERS"], Message=cart["customer"])
    for cart in of_day(date.today() - timedelta(days=30)):
        carts.delete_item(Key={"id": cart["id"]})


def of_day(day):
    return carts.query(IndexName="by-day", KeyConditionExpression=Key("day").eq(day.isoformat()))["Items"]
