# A handler under decorators of one's own, a client inside, an unrelated import of a package that is not there.
import json
import boto3
from common import auth
from common import cors

MESSAGES_TABLE = "messages"


@cors.access_control(methods={"GET"})
@auth.require_auth
def lambda_handler(event, context):
    dynamodb = boto3.client("dynamodb")
    results = dynamodb.query(TableName=MESSAGES_TABLE, KeyConditionExpression="#F = :f")
    return {"statusCode": 200, "body": json.dumps(results)}
