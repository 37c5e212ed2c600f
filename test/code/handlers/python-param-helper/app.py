# A one-line helper around Parameter Store, called with the names of several parameters.
import os, boto3, requests

ssm = boto3.client("ssm")
ddb = boto3.resource("dynamodb")
tokens = ddb.Table(os.getenv("TOKENS_TABLE"))

def _param(n): return ssm.get_parameter(Name=n, WithDecryption=True)["Parameter"]["Value"]

def lambda_handler(event, context):
    qs = event.get("queryStringParameters") or {}
    if not qs.get("code"): return {"statusCode": 400, "body": "Missing code"}
    app_id = _param("/shop/facebook/app_id")
    app_secret = _param("/shop/facebook/app_secret")
    tokens.put_item(Item={"pk": app_id, "token": app_secret})
