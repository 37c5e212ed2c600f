import boto3

table = boto3.resource("dynamodb").Table("orders")


def notify(text):
    boto3.client("sns").publish(TopicArn="arn:aws:sns:eu-west-1:123456789012:sold", Message=text)
