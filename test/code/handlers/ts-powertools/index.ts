// Powertools for TypeScript: idempotency, parameters and a tracer around the client.
import { Tracer } from "@aws-lambda-powertools/tracer";
import { makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { getParameter } from "@aws-lambda-powertools/parameters/ssm";
import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";

const tracer = new Tracer();
const events = tracer.captureAWSv3Client(new EventBridgeClient({}));
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE ?? "" });

const process_ = async (order: object) => {
  const limit = await getParameter("/shop/limit", { decrypt: true });
  const key = await getSecret(process.env.KEY_NAME as string);
  await events.send(new PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS_NAME, Source: "shop", DetailType: "placed", Detail: JSON.stringify({ order, limit, key }) }] }));
};

export const handler = makeIdempotent(process_, { persistenceStore });
