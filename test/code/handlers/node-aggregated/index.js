// Aggregated clients of the third SDK: methods in place of commands.
const { DynamoDB } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocument } = require("@aws-sdk/lib-dynamodb");
const { SQS } = require("@aws-sdk/client-sqs");
const { SFN } = require("@aws-sdk/client-sfn");
const doc = DynamoDBDocument.from(new DynamoDB({}));
const sqs = new SQS();
const sfn = new SFN();

exports.handler = async (event) => {
  await doc.transactWrite({ TransactItems: [{ Put: { TableName: "orders", Item: {} } }, { Update: { TableName: "stock", Key: {} } }] });
  await sqs.sendMessage({ QueueUrl: process.env.QUEUE_URL, MessageBody: "{}" });
  await sfn.startSyncExecution({ stateMachineArn: process.env.MACHINE_ARN });
};
