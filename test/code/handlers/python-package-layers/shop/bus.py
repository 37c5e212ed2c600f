import json
import boto3

_events = boto3.client("events")


def announce(kind, detail):
    _events.put_events(Entries=[{"Source": "shop", "DetailType": kind, "Detail": json.dumps(detail)}])
