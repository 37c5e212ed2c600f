// Statements of PartiQL by commands, and by the document client.
import { DynamoDBClient, ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";
import { BatchExecuteStatementCommand } from "@aws-sdk/lib-dynamodb";

const client = new DynamoDBClient({});

export async function handler(event: { statement: string }) {
  await client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${process.env.TABLE}" WHERE id = ?` }));
  await client.send(new BatchExecuteStatementCommand({ Statements: [{ Statement: "DELETE FROM orders WHERE id = '1'" }] }));
  await client.send(new ExecuteStatementCommand({ Statement: event.statement }));
}
