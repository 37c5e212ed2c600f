// Commands, the document client, the second SDK and middy in one handler, with a repository class.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { S3, GetObjectCommand, waitUntilObjectExists, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Upload } from "@aws-sdk/lib-storage";
import { Tracer } from "@aws-lambda-powertools/tracer";
import ssm from "@middy/ssm"; import middy from "@middy/core";
import { Repo } from "./repo";
import type { SQSEvent } from "aws-lambda";
const tracer = new Tracer();
const s3c = tracer.captureAWSv3Client(new S3Client({}));
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const dd = DynamoDBDocument.from(new DynamoDBClient({}));
const { TABLE_NAME, BUCKET = "b" } = process.env;
const repo = new Repo(doc, TABLE_NAME!);
const base = async (event: SQSEvent) => {
  await doc.send(new PutCommand({ TableName: TABLE_NAME, Item: {} }));
  await dd.update({ TableName: `orders-${process.env.STAGE}`, Key: {} });
  await repo.find("1");
  const cmd = new GetObjectCommand({ Bucket: BUCKET, Key: "a.txt" });
  const url = await getSignedUrl(s3c, cmd, { expiresIn: 3 });
  for await (const p of paginateListObjectsV2({ client: s3c }, { Bucket: BUCKET })) {}
  await new Upload({ client: s3c, params: { Bucket: BUCKET, Key: "x", Body: "" } }).done();
  const s3 = new S3({}); await s3.headObject({ Bucket: BUCKET, Key: "x" });
  const { SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  await new SFNClient({}).send(new StartExecutionCommand({ stateMachineArn: process.env.SM }));
  await s3c.send(event.cmd);
};
export const handler = middy(base).use(ssm({ fetchData: { key: "/app/key", other: "/app/other" } }));
