// Serverless SQL: the Data API with a cluster and a secret, in a transaction; and IAM tokens for a proxy.
import { RDSDataClient, BeginTransactionCommand, ExecuteStatementCommand, CommitTransactionCommand } from "@aws-sdk/client-rds-data";
import { Signer } from "@aws-sdk/rds-signer";

const client = new RDSDataClient({});
const base = { resourceArn: process.env.CLUSTER_ARN, secretArn: process.env.SECRET_ARN };

export const handler = async () => {
  const { transactionId } = await client.send(new BeginTransactionCommand({ ...base, database: "shop" }));
  await client.send(new ExecuteStatementCommand({ ...base, transactionId, sql: "select 1" }));
  await client.send(new CommitTransactionCommand({ ...base, transactionId }));
  return new Signer({ hostname: "proxy", port: 5432, username: "app" }).getAuthToken();
};
