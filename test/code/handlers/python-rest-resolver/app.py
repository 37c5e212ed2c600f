# Powertools' router of a REST API: routes are functions under decorators, with SES and Step Functions behind.
import os
import boto3
from aws_lambda_powertools import Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

dynamodb = boto3.resource("dynamodb")
ses = boto3.client("ses")
client = boto3.client("stepfunctions")
table_name = os.environ["TABLE_NAME"]
sender_email = os.environ["sender_email"]
table = dynamodb.Table(table_name)
tracer = Tracer()
app = APIGatewayRestResolver()


def send_email(subject, body):
    ses.send_email(Source=sender_email, Destination={"ToAddresses": ["a@example.com"]}, Message={"Subject": {"Data": subject}, "Body": {"Text": {"Data": body}}})


@tracer.capture_method
@app.get("/approve")
def approve_handler():
    appointment_id = app.current_event.get_query_string_value("appointment_id")
    item = table.get_item(Key={"id": appointment_id})["Item"]
    send_email("Approved", item["name"])
    client.send_task_success(taskToken=item["token"], output="{}")
    return {"ok": True}


def handler(event, context):
    return app.resolve(event, context)
