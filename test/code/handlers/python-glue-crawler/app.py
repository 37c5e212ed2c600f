# Data engineering: a crawler, a job with arguments and a workflow, started by an event.
import boto3

glue = boto3.client("glue")


def lambda_handler(event, context):
    glue.start_crawler(Name="sales-crawler")
    run = glue.start_job_run(JobName="sales-to-parquet", Arguments={"--day": event["day"]})
    return glue.get_job_run(JobName="sales-to-parquet", RunId=run["JobRunId"])
