import boto3


def save(key):
    boto3.client("s3").put_object(Bucket="b", Key=key)
