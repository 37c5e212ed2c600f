# Asynchronous clients by aioboto3, several at once, under async with.
import asyncio
import os
import aioboto3

session = aioboto3.Session()


async def copy(key):
    async with session.client("s3") as s3:
        found = await s3.get_object(Bucket="in", Key=key)
        await s3.put_object(Bucket="out", Key=key, Body=await found["Body"].read())


async def main(keys):
    async with session.resource("dynamodb") as dynamo:
        table = await dynamo.Table(os.environ["TABLE"])
        await table.put_item(Item={"id": "run"})
    await asyncio.gather(*(copy(key) for key in keys))


def handler(event, context):
    asyncio.run(main(event["keys"]))
