# A chat over Bedrock's Converse, whole and as a stream, with a guardrail and a knowledge base.
import boto3

runtime = boto3.client("bedrock-runtime")
agent = boto3.client("bedrock-agent-runtime")
MODEL = "anthropic.claude-3-haiku-20240307-v1:0"


def handler(event, context):
    found = agent.retrieve(knowledgeBaseId="KB12345678", retrievalQuery={"text": event["question"]})
    messages = [{"role": "user", "content": [{"text": str(found)}]}]
    if event.get("stream"):
        for part in runtime.converse_stream(modelId=MODEL, messages=messages)["stream"]:
            print(part)
    return runtime.converse(modelId=MODEL, messages=messages)
