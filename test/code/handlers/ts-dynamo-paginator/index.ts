// Pages through a table with the SDK's own paginator, and waits for another.
import { DynamoDBClient, paginateScan, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { paginateQuery, DynamoDBDocumentClient, BatchGetCommand, BatchWriteCommand } from "@aws-sdk/lib-dynamodb";

const client = new DynamoDBClient({});
const doc = DynamoDBDocumentClient.from(client);

export const handler = async () => {
  await waitUntilTableExists({ client, maxWaitTime: 20 }, { TableName: "fresh" });
  for await (const page of paginateScan({ client }, { TableName: "events" })) console.log(page.Count);
  for await (const page of paginateQuery({ client: doc }, { TableName: "events", IndexName: "by-day", KeyConditionExpression: "d = :d" })) console.log(page.Items);
  await doc.send(new BatchGetCommand({ RequestItems: { users: { Keys: [] }, teams: { Keys: [] } } }));
  await doc.send(new BatchWriteCommand({ RequestItems: { [process.env.AUDIT!]: [] } }));
};
