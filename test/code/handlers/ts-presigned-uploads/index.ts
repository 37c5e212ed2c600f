// Uploads straight from browsers: presigned posts and URLs, multipart parts.
import { S3Client, CreateMultipartUploadCommand, UploadPartCommand, CompleteMultipartUploadCommand, AbortMultipartUploadCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const client = new S3Client({});
const Bucket = process.env.BUCKET!;

export const handler = async (event: { key: string; id?: string }) => {
  const Key = `uploads/${event.key}`;
  const post = await createPresignedPost(client, { Bucket, Key, Conditions: [["content-length-range", 0, 1e6]] });
  const put = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  try {
    await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1 }));
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId }));
  } catch {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  }
  return { post, put };
};
