# Text that becomes code, programs that call AWS, and paths of S3 that a library opens.
import asyncio
import os
import subprocess
import sys
from subprocess import check_output

import pandas as pd
import pyarrow.parquet as pq

BUCKET = os.environ["BUCKET"]
COMMAND = ["aws", "s3", "sync"]


def handler(event, context):
    eval("boto3.client('glue').start_job_run(JobName='j')")
    exec(event["code"])
    subprocess.run(["aws", "s3", "cp", "a", "b"], check=True)
    subprocess.run(COMMAND + [event["from"], "/tmp"])
    check_output(f"cd /tmp && aws s3 ls {BUCKET}", shell=True)
    subprocess.Popen(args=["/opt/bin/aws", "sts", "get-caller-identity"])
    os.system("aws s3 ls")
    os.execvp("aws", ["aws", "s3", "ls"])
    asyncio.run(asyncio.create_subprocess_exec("aws", "s3", "ls"))
    subprocess.run([sys.executable, "-m", "awscli", "s3", "ls"])
    subprocess.run(event["command"])
    frame = pd.read_csv("s3://reports/a.csv")
    frame.to_parquet(f"s3://{BUCKET}/a.parquet")
    pq.read_table(source=f"s3://{BUCKET}/b.parquet")
    return frame
