# Functions that take a client for tests and make one otherwise.
import logging
import boto3
from botocore.exceptions import ClientError


def check_table_status(table_name, dynamodb=None):
    if not dynamodb:
        dynamodb = boto3.client("dynamodb", region_name="eu-central-1")
    try:
        response = dynamodb.describe_table(TableName=table_name)
        return response["Table"]["TableStatus"]
    except ClientError as e:
        logging.error(e.response["Error"]["Message"])


def handler(event, context):
    return check_table_status("characters")
