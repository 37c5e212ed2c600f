// middy with validators and secrets before the handler, a table read in front.
import middy from "@middy/core";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import secretsManager from "@middy/secrets-manager";
import { KMSClient, EncryptCommand } from "@aws-sdk/client-kms";

const kms = new KMSClient({});

const lambdaHandler = async (event: { body: { text: string } }) => {
  return kms.send(new EncryptCommand({ KeyId: process.env.KEY_ID, Plaintext: Buffer.from(event.body.text) }));
};

export const handler = middy()
  .use(httpJsonBodyParser())
  .use(secretsManager({ fetchData: { apiToken: "dev/api_token" }, awsClientOptions: {} }))
  .handler(lambdaHandler);
