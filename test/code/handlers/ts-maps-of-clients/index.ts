// Clients in a Map, in a frozen object, in a list that was awaited; classes that only the run chooses.
import * as AllOfS3 from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import * as AWS from "aws-sdk";

const clients = new Map([["queue", new SQS({})]]);
const later = new Map<string, SNS>();
later.set("topic", new SNS({}));
const frozen = Object.freeze({ sqs: new SQS({}) });
const client = new AllOfS3.S3Client({});

export async function handler(event: { service: "S3"; command: "GetObjectCommand" }) {
  await clients.get("queue")!.sendMessage({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", MessageBody: "" });
  await later.get("topic")?.publish({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:sold", Message: "" });
  await frozen.sqs.purgeQueue({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" });
  const [sqs] = await Promise.all([new SQS({})]);
  await sqs.deleteQueue({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" });
  const any = new AWS[event.service]();
  await any.getObject({ Bucket: "in", Key: "a" }).promise();
  const named = new AWS["SNS"]();
  await named.publish({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:sold", Message: "" }).promise();
  await client.send(new AllOfS3[event.command]({ Bucket: "in", Key: "a" }));
  await client.send(new AllOfS3["PutObjectCommand"]({ Bucket: "out", Key: "a" }));
}
