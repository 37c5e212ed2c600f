# Starts a document's analysis with a role that reports to a topic, and moves the document on.
import os
import boto3

textract = boto3.client("textract")
s3 = boto3.resource("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = record["s3"]["object"]["key"]
        textract.start_document_analysis(
            DocumentLocation={"S3Object": {"Bucket": bucket, "Name": key}},
            FeatureTypes=["TABLES"],
            NotificationChannel={"SNSTopicArn": os.environ["TOPIC"], "RoleArn": os.environ["TEXTRACT_ROLE"]},
        )
        s3.Object("processed", key).copy_from(CopySource=f"{bucket}/{key}")
        s3.Object(bucket, key).delete()
