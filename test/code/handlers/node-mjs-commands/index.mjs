// ECMAScript modules in plain JavaScript: commands by name, clients at the top, top-level await.
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";

const dynamo = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_NAME }));

export const handler = async (event) => {
  const params = { TableName: "users", Key: { id: { S: event.id } } };
  const command = new GetItemCommand(params);
  return dynamo.send(command);
};
