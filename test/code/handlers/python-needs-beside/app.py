# Calls that take other actions beside their own: secrets of a batch and of databases, credentials, a knowledge base and its model.
import os

import boto3

secrets = boto3.client("secretsmanager")
sql = boto3.client("rds-data")
warehouse = boto3.client("redshift-data")
agent = boto3.client("bedrock-agent-runtime")


def handler(event, context):
    secrets.batch_get_secret_value(SecretIdList=["prod/db", "prod/key"])
    secrets.batch_get_secret_value(SecretIdList=[event["secret"]])
    secrets.batch_get_secret_value(Filters=[{"Key": "name", "Values": ["prod/"]}])
    sql.execute_statement(resourceArn=event["cluster"], secretArn=event["secret"], sql="select 1")
    sql.execute_statement(**event)
    warehouse.execute_statement(WorkgroupName="reports", Database="dev", Sql="select 1")
    warehouse.execute_statement(ClusterIdentifier="shop", DbUser="reader", Database="dev", Sql="select 1")
    warehouse.list_tables(ClusterIdentifier="shop", Database="dev", SecretArn=os.environ["SECRET_ARN"])
    warehouse.list_schemas(ClusterIdentifier="shop", Database="dev")
    warehouse.get_statement_result(Id="1")
    knowledge = {"knowledgeBaseId": "KB123", "modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}
    agent.retrieve_and_generate(
        input={"text": "?"},
        retrieveAndGenerateConfiguration={"type": "KNOWLEDGE_BASE", "knowledgeBaseConfiguration": knowledge},
    )
    agent.retrieve_and_generate_stream(**event)
    boto3.client("ssm").get_parameter(Name="/aws/reference/secretsmanager/prod/db", WithDecryption=True)
    boto3.client("codeartifact").get_authorization_token(domain="shop")
