# Clients, resources, paginators and Powertools in one handler, with helpers in files of their own.
import json, os
import boto3
from botocore.exceptions import ClientError
from lib.store import Store, table as tbl
from lib import notify
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent
from aws_lambda_powertools.utilities.parameters import SSMProvider, get_secret

persistence = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])
s3 = boto3.client("s3")
BUCKET = os.getenv("BUCKET", "photos")
sess = boto3.Session(region_name="eu-west-1")
ssm_provider = SSMProvider(boto3_client=sess.client("ssm"))
clients = {}
def get_client(name):
    if name not in clients:
        clients[name] = boto3.client(name)
    return clients[name]
def lister():
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="in/"):
        for o in page.get("Contents", []):
            s3.copy_object(Bucket=BUCKET, Key=f"out/{o['Key']}", CopySource={"Bucket": BUCKET, "Key": o["Key"]})
    waiter = s3.get_waiter("object_exists"); waiter.wait(Bucket=BUCKET, Key="x")
def handler(event, context):
    try:
        st = Store(boto3.resource("dynamodb").Table(os.environ["TABLE"]))
        st.save({"a": 1})
        tbl.query(IndexName="by-date", KeyConditionExpression=None)
        url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "k"}, ExpiresIn=3)
        notify.tell(boto3.client("sns"), "x")
        get_client("lambda").invoke(FunctionName=os.environ["FN"])
        key = parameters.get_parameter("/app/key", decrypt=True)
        get_secret(os.environ["SECRET"]); ssm_provider.get("/a/b")
        with tbl.batch_writer() as batch:
            batch.put_item(Item={})
        op = event["op"]
        getattr(s3, op)(Bucket="b")
        boto3.client(event["svc"]).describe_things()
        executor.submit(s3.upload_file, "a", "b", "c")
        sqs = boto3.resource("sqs"); q = sqs.get_queue_by_name(QueueName="jobs")
        for m in q.receive_messages(): m.delete()
        bucket = boto3.resource('s3').Bucket('logs-bucket'); bucket.objects.filter(Prefix='a/').delete()
        for ob in bucket.objects.all(): ob.get()["Body"].read()
        boto3.client('dynamodb').transact_write_items(TransactItems=[{"Put": {"TableName": "orders"}}, {"ConditionCheck": {"TableName": "users"}}])
    except s3.exceptions.NoSuchKey:
        pass
    except ClientError as e:
        raise
