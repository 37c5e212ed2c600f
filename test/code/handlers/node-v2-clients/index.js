// One import a service of the second SDK, presigned URLs and managed uploads.
const S3 = require("aws-sdk/clients/s3");
const Lambda = require("aws-sdk/clients/lambda");
const s3 = new S3({ signatureVersion: "v4" });
const lambda = new Lambda();

module.exports.handler = async (event) => {
  const Bucket = process.env.UPLOADS;
  const url = s3.getSignedUrl("putObject", { Bucket, Key: `in/${event.id}`, Expires: 300 });
  const read = await s3.getSignedUrlPromise("getObject", { Bucket, Key: "x" });
  await s3.upload({ Bucket, Key: "log.txt", Body: url }).promise();
  await s3.waitFor("objectExists", { Bucket, Key: "log.txt" }).promise();
  return lambda.invoke({ FunctionName: "resize:live", Payload: read }).promise();
};
