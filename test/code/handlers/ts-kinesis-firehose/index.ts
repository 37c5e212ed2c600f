// Streams onward: records of Kinesis to Firehose and to another stream.
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";

const firehose = new FirehoseClient({});
const kinesis = new KinesisClient({});

export const handler = async (event: { Records: { kinesis: { data: string } }[] }) => {
  const Records = event.Records.map((record) => ({ Data: Buffer.from(record.kinesis.data, "base64") }));
  await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: process.env.DELIVERY_STREAM, Records }));
  await kinesis.send(new PutRecordsCommand({ StreamName: "onward", Records: Records.map((record) => ({ ...record, PartitionKey: "1" })) }));
};
