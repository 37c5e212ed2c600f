# Stream records judged by a model: client with service_name, a resource that is called a client, a topic.
import base64
import json
import os
import boto3

REGION = os.environ.get("AWS_REGION")
ddb_client = boto3.resource("dynamodb").Table(os.environ.get("JOBS_TABLE"))
bedrock_client = boto3.client(service_name="bedrock-runtime", region_name=REGION)
sns_client = boto3.client("sns")


def fetch_notes():
    response = ddb_client.scan()
    items = response["Items"]
    while "LastEvaluatedKey" in response:
        response = ddb_client.scan(ExclusiveStartKey=response["LastEvaluatedKey"])
        items.extend(response["Items"])
    return items


def lambda_handler(event, context):
    notes = fetch_notes()
    for record in event["Records"]:
        data = json.loads(base64.b64decode(record["kinesis"]["data"]))
        answer = bedrock_client.invoke_model(modelId=os.environ.get("BEDROCK_MODEL_ID"), body=json.dumps(data))
        text = json.loads(answer["body"].read())["completion"]
        sns_client.publish(TopicArn=os.environ.get("SNS_TOPIC_ARN"), Message=text, Subject="Alert")
