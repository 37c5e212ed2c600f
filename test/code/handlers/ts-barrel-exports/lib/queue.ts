import { SQSClient, SendMessageCommand, type SendMessageCommandInput } from "@aws-sdk/client-sqs";

const client = new SQSClient({});

export async function push(body: string) {
  const input: SendMessageCommandInput = { QueueUrl: process.env.QUEUE, MessageBody: body };
  await client.send(new SendMessageCommand(input));
}
