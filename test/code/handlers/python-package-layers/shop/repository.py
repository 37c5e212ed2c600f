import os
import boto3

TABLE_NAME = os.environ["ORDERS_TABLE"]


class OrderRepository:
    def __init__(self, resource=None):
        self._table = (resource or boto3.resource("dynamodb")).Table(TABLE_NAME)

    def save(self, order):
        self._table.put_item(Item=order)

    def by_customer(self, customer):
        return self._table.query(IndexName="by-customer", KeyConditionExpression="c = :c")
