# Powertools' batch of SQS records with partial failures, idempotent, with a record handler of its own.
import os
import boto3
from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent_function

processor = BatchProcessor(event_type=EventType.SQS)
tracer = Tracer()
logger = Logger()
dynamodb = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(event_key_jmespath="messageId")
events = boto3.client("events")


@tracer.capture_method
@idempotent_function(data_keyword_argument="record", config=config, persistence_store=dynamodb)
def record_handler(record: SQSRecord):
    entry = {"Source": "shop", "DetailType": "Paid", "Detail": record.body, "EventBusName": os.environ["BUS"]}
    events.put_events(Entries=[entry])


@logger.inject_lambda_context
def lambda_handler(event, context):
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
