# Assumes a role of another account and lists its buckets with the credentials from there.
import boto3

sts = boto3.client("sts")


def session_for(account):
    credentials = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/auditor", RoleSessionName="audit")["Credentials"]
    return boto3.Session(aws_access_key_id=credentials["AccessKeyId"], aws_secret_access_key=credentials["SecretAccessKey"], aws_session_token=credentials["SessionToken"])


def handler(event, context):
    me = sts.get_caller_identity()["Account"]
    for account in event["accounts"]:
        session = session_for(account)
        print(me, session.client("s3").list_buckets()["Buckets"])
