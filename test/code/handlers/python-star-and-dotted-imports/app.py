# Clients of modules that are imported whole, or by their dotted names below a folder without __init__.py.
import lib.aws
from shared import *


def handler(event, context):
    lib.aws.s3.get_object(Bucket="in", Key="a")
    table.put_item(Item=event)
    notify("done")
