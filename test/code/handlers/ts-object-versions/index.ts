// Objects by their versions, with access lists and tags set along, by commands and by uploads in parts.
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";

const client = new S3Client({});

export async function handler(event: { VersionId: string }) {
  await client.send(new GetObjectCommand({ Bucket: "in", Key: "a", VersionId: event.VersionId }));
  await client.send(new DeleteObjectCommand({ Bucket: "in", Key: "a", VersionId: event.VersionId }));
  await client.send(new PutObjectCommand({ Bucket: "out", Key: "a", ACL: "public-read", Tagging: "a=b" }));
  await new Upload({ client, params: { Bucket: "out", Key: "a", Body: "", ACL: "public-read" } }).done();
}
