# What has the words of code, programs and paths, and calls nothing: regular expressions, cursors, frames, dispatch by name.
import ast
import importlib.metadata
import json
import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from urllib.parse import urlparse

import pandas as pd

import actions

logger = logging.getLogger()
PATTERN = re.compile(r"s3://([^/]+)/(.+)")
FFMPEG = os.environ.get("FFMPEG", "/opt/bin/ffmpeg")


class Shop:
    def on_sale(self, event):
        return event["path"].startswith("s3://")

    def handle(self, event):
        return getattr(self, f"on_{event['kind']}")(event)


def on_sale(event):
    return re.match(r"s3://(\w+)", event["path"])


def handler(event, context):
    sqlite3.connect("/tmp/a.db").cursor().execute("select 1")
    frame = pd.DataFrame(event["rows"])
    frame.eval("c = a + b", inplace=True)
    frame.query("c > 1")
    frame.to_csv("/tmp/a.csv")
    ast.literal_eval(event["list"])
    subprocess.run(["ffmpeg", "-i", event["path"]], check=True)
    subprocess.run([FFMPEG, "-i", event["path"]])
    subprocess.check_output([sys.executable, "-m", "pip", "list"])
    subprocess.run([shutil.which("git"), "clone", "https://example.com/aws/x"])
    os.system("rm -rf /tmp/aws")
    logger.info("s3://%s/%s", event["bucket"], event["key"])
    urlparse(f"s3://{event['bucket']}/{event['key']}")
    json.dumps({"uri": f"s3://{event['bucket']}"})
    importlib.metadata.version("boto3")
    getattr(event, "get", None)("a")
    getattr(actions, event["kind"])(event)
    getattr(sys.modules[__name__], event["kind"])(event)
    globals()[event["kind"]](event)
    return Shop().handle(event)
