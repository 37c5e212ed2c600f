// A typed consumer of a queue with partial failures: the table's name as a shorthand constant with an assertion.
import type { SQSBatchResponse, SQSHandler } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({});
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_NAME!;
const QueueUrl = process.env.INGEST_QUEUE_URL as string;

export const handler: SQSHandler = async (event): Promise<SQSBatchResponse> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    try {
      const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { id: record.messageId } }));
      await dynamo.send(Item ? new UpdateCommand({ TableName, Key: {} }) : new PutCommand({ TableName, Item: {} }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: record.body }));
    } catch {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
