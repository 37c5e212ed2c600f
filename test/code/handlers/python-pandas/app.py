# Data by a library that calls AWS itself; what it needs is told as unread.
import awswrangler as wr


def handler(event, context):
    frame = wr.s3.read_parquet("s3://lake/in/")
    wr.s3.to_parquet(frame, "s3://lake/out/", dataset=True, database="lake", table="sales")
