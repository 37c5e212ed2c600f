# Clients with the credentials of another role, beside the function's own, and one that may have either.
import os

import boto3


def credentials_of(account):
    credentials = boto3.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/reader", RoleSessionName="r")
    return {
        "aws_access_key_id": credentials["Credentials"]["AccessKeyId"],
        "aws_secret_access_key": credentials["Credentials"]["SecretAccessKey"],
        "aws_session_token": credentials["Credentials"]["SessionToken"],
    }


def client_for(name, key=None, secret=None, token=None):
    return boto3.client(name, aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token)


def handler(event, context):
    theirs = boto3.Session(**credentials_of(event["account"]))
    for page in theirs.client("organizations").get_paginator("list_accounts").paginate():
        print(page)
    theirs.resource("dynamodb").Table("theirs").put_item(Item={})
    theirs.client("s3").get_object(Bucket="theirs", Key="k")
    boto3.client("ec2", **credentials_of("123456789012")).stop_instances(InstanceIds=["i"])
    boto3.client("sqs").send_message(QueueUrl="ours", MessageBody="m")
    client_for("sns").publish(TopicArn="arn:aws:sns:us-east-1:123456789012:ours", Message="m")
    here = boto3.client(
        "kms", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"]
    )
    here.sign(KeyId="1234abcd-12ab-34cd-56ef-1234567890ab", Message=b"")
