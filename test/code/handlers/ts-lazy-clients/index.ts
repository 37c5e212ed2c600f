// Clients that are made when they are first needed: a name without a value, a getter, an assignment that is one only once.
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";

let s3: S3;
export let sns: SNS | undefined;

function init() {
  s3 = new S3({});
  sns = new SNS({});
}

class Queues {
  #client?: SQS;

  get client(): SQS {
    return (this.#client ??= new SQS({}));
  }
}

const shared = {
  get events() {
    return new SQS({});
  },
};

export async function handler(event: { key: string }) {
  init();
  await s3.getObject({ Bucket: "in", Key: event.key });
  await sns?.publish({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:sold", Message: "" });
  await new Queues().client.sendMessage({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", MessageBody: "" });
  await shared.events.purgeQueue({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/events" });
}
