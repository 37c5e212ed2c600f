// The second SDK under X-Ray, all of it and one client.
const AWSXRay = require("aws-xray-sdk-core");
const AWS = AWSXRay.captureAWS(require("aws-sdk"));
const sns = new AWS.SNS();
const ddb = AWSXRay.captureAWSClient(new AWS.DynamoDB());

exports.handler = async () => {
  await ddb.getItem({ TableName: "things", Key: {} }).promise();
  await sns.publish({ TopicArn: process.env.TOPIC_ARN, Message: "x" }).promise();
};
