import { QueryCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as AWS from "aws-sdk";
const old = new AWS.DynamoDB.DocumentClient();
const AWSX = require("aws-xray-sdk").captureAWS(require("aws-sdk"));
const kms = new AWSX.KMS();
export class Repo {
  constructor(private readonly client: DynamoDBDocumentClient, private table: string) {}
  async find(id: string) {
    await old.get({ TableName: this.table, Key: { id } }).promise();
    await kms.decrypt({ KeyId: "alias/x", CiphertextBlob: id }).promise();
    return this.client.send(new QueryCommand({ TableName: this.table, IndexName: "gsi1" }));
  }
}
