// SST's linked resources: names that only its build knows, and its own realtime client.
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { Resource } from "sst";

export namespace Message {
  const sqs = new SQSClient({});

  export async function create(text: string) {
    await sqs.send(new SendMessageCommand({ QueueUrl: Resource.Jobs.url, MessageBody: text }));
  }
}

export const handler = (event: { text: string }) => Message.create(event.text);
