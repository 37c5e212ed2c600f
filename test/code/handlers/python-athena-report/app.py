# Runs a query of Athena, waits by hand, and mails a link to the result.
import time
import boto3

athena = boto3.client("athena")
s3 = boto3.client("s3")


def handler(event, context):
    started = athena.start_query_execution(QueryString="SELECT 1", WorkGroup="reports", ResultConfiguration={"OutputLocation": "s3://reports/out/"})
    query = started["QueryExecutionId"]
    while athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
        time.sleep(1)
    rows = athena.get_query_results(QueryExecutionId=query)
    return s3.generate_presigned_url("get_object", Params={"Bucket": "reports", "Key": f"out/{query}.csv"}, ExpiresIn=3600)
