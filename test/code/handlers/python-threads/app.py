# Methods of clients handed to a pool of threads, and partial functions.
from concurrent.futures import ThreadPoolExecutor
from functools import partial
import boto3

s3 = boto3.client("s3")
sqs = boto3.client("sqs")


def handler(event, context):
    fetch = partial(s3.get_object, Bucket="pages")
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(s3.head_object, Bucket="pages", Key=key) for key in event["keys"]]
        list(pool.map(sqs.send_message, []))
    return [fetch(Key=key) for key in event["keys"]]
