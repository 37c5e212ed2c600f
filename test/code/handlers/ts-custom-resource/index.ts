// A custom resource of CloudFormation that switches on the event type and cleans a bucket up.
import { S3, type ListObjectVersionsCommandOutput } from "@aws-sdk/client-s3";

const s3 = new S3({});

async function empty(Bucket: string) {
  let page: ListObjectVersionsCommandOutput;
  do {
    page = await s3.listObjectVersions({ Bucket });
    await s3.deleteObjects({ Bucket, Delete: { Objects: [] } });
  } while (page.IsTruncated);
}

export const handler = async (event: { RequestType: string; ResourceProperties: { BucketName: string } }) => {
  if (event.RequestType === "Delete") await empty(event.ResourceProperties.BucketName);
};
