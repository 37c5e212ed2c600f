// The whole package as a namespace, in CommonJS.
const s3sdk = require("@aws-sdk/client-s3");
const client = new s3sdk.S3Client({});

exports.handler = async (event) => {
  const list = await client.send(new s3sdk.ListObjectsV2Command({ Bucket: "media", Prefix: event.prefix }));
  await client.send(new s3sdk.DeleteObjectsCommand({ Bucket: "media", Delete: { Objects: list.Contents } }));
};
