// Clients from a layer and from paths that the bundler is told of: read where they are in the folder, else each place is told.
import { s3 } from "/opt/nodejs/aws.js";
import { topic } from "@lib/aws";
import { db, queue, save } from "@other/aws";
import { table } from "./missing";

export async function handler(event: { key: string }) {
  await s3.getObject({ Bucket: "in", Key: event.key });
  await topic.publish({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:sold", Message: "" });
  await queue.sendMessage({ QueueUrl: "q", MessageBody: "" });
  await table.putItem({ TableName: "orders", Item: {} });
  await db.get({ TableName: "orders", Key: {} });
  await save({ QueueUrl: "q" });
  localStorage.getItem("key");
}
