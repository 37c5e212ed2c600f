# Statements of PartiQL: each takes the action of its first word, on the table that it names; one from outside is told.
import os

import boto3

dynamodb = boto3.client("dynamodb")
TABLE = os.environ["TABLE"]


def handler(event, context):
    dynamodb.execute_statement(Statement='SELECT * FROM "orders" WHERE id = ?', Parameters=[{"S": "1"}])
    dynamodb.execute_statement(Statement=f"INSERT INTO {TABLE} VALUE {{'id': ?}}")
    dynamodb.execute_statement(Statement='select * from "orders"."by-day"')
    dynamodb.execute_statement(Statement="UPDATE \"" + TABLE + "\" SET a = 1 WHERE id = '1'")
    dynamodb.batch_execute_statement(Statements=[{"Statement": "DELETE FROM orders WHERE id = '1'"}, {"Statement": "SELECT a FROM users"}])
    dynamodb.execute_transaction(TransactStatements=[{"Statement": "EXISTS(SELECT * FROM users WHERE id = '1')"}])
    dynamodb.execute_statement(Statement=event["statement"])
