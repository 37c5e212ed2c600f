# boto3 reached by its name as text: getattr, importlib, sys.modules, vars, globals and functools.partial.
import functools
import importlib
import operator
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module as load

import boto3
from boto3 import client

LIBRARY = "boto3"
make = functools.lru_cache(maxsize=None)(boto3.client)


def handler(event, context):
    getattr(boto3, "client")("glue").start_job_run(JobName="a")
    getattr(boto3, "client", None)("glue").start_job_run(JobName="b")
    boto3.__getattribute__("client")("glue").start_job_run(JobName="c")
    importlib.import_module("boto3").client("glue").start_job_run(JobName="d")
    load(LIBRARY).client("glue").start_job_run(JobName="e")
    __import__("boto3").client("glue").start_job_run(JobName="f")
    sys.modules["boto3"].client("glue").start_job_run(JobName="g")
    sys.modules.get("boto3").client("glue").start_job_run(JobName="h")
    vars(boto3)["client"]("glue").start_job_run(JobName="i")
    boto3.__dict__["client"]("glue").start_job_run(JobName="j")
    globals()["client"]("glue").start_job_run(JobName="k")
    globals().get("client")("glue").start_job_run(JobName="l")
    globals()["boto3"].client("glue").start_job_run(JobName="m")
    functools.partial(boto3.client, "glue")().start_job_run(JobName="n")
    make("glue").start_job_run(JobName="o")
    boto3._get_default_session().client("glue").start_job_run(JobName="p")
    for verb in ("start_crawler", "stop_crawler"):
        getattr(client("glue"), verb)(Name="q")
    with ThreadPoolExecutor() as pool:
        pool.submit(getattr(client("glue"), "start_job_run"), JobName="r")
    getattr(load("store"), "save")("s")


def told(event):
    getattr(boto3, event["how"])("glue").start_job_run(JobName="a")
    vars(boto3)[event["how"]]("glue").start_job_run(JobName="b")
    globals()[event["how"]]("glue").start_job_run(JobName="c")
    getattr(sys.modules[__name__], event["how"])("glue").start_job_run(JobName="c")
    importlib.import_module(event["library"]).client("glue").start_job_run(JobName="d")
    __import__(os.environ["LIBRARY"]).client("glue").start_job_run(JobName="e")
    sys.modules[event["library"]].client("glue").start_job_run(JobName="f")
    operator.attrgetter("client")(boto3)("glue").start_job_run(JobName="g")
