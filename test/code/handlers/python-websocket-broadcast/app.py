# Sends a message to every connection of a websocket API, and forgets those that are gone.
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["CONNECTIONS"])


def handler(event, context):
    domain, stage = event["requestContext"]["domainName"], event["requestContext"]["stage"]
    gateway = boto3.client("apigatewaymanagementapi", endpoint_url=f"https://{domain}/{stage}")
    for item in table.scan(ProjectionExpression="id")["Items"]:
        try:
            gateway.post_to_connection(ConnectionId=item["id"], Data=event["body"])
        except gateway.exceptions.GoneException:
            table.delete_item(Key={"id": item["id"]})
