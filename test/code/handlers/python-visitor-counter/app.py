# A counter behind an HTTP API: one table, made inside the handler, its name from the environment.
import os
import boto3

TABLE = os.environ.get("TABLE")


def lambda_handler(event, context):
    dynamodb = boto3.resource("dynamodb")
    table = dynamodb.Table(TABLE)
    response = table.update_item(Key={"SiteId": event.get("SiteId", "")}, UpdateExpression="ADD Visits :one", ExpressionAttributeValues={":one": 1})
    return response["Attributes"]
