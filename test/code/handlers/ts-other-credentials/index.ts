// Sends commands with the credentials of another role, and with the function's own: in a client that asks for them, and in one that has them.
import { S3, S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { STSClient, AssumeRoleCommand } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials, fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { paginateListAccounts, OrganizationsClient } from "@aws-sdk/client-organizations";

const own = new S3Client({ credentials: fromNodeProviderChain() });
const theirs = new S3Client({ credentials: fromTemporaryCredentials({ params: { RoleArn: process.env.ROLE_ARN } }) });

export const handler = async (event: { key: string }) => {
  await theirs.send(new GetObjectCommand({ Bucket: "theirs", Key: event.key }));
  await own.send(new PutObjectCommand({ Bucket: "ours", Key: event.key, Body: "" }));
  const { Credentials } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: process.env.ROLE_ARN, RoleSessionName: "r" }));
  const credentials = { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken };
  await new S3({ credentials }).deleteObject({ Bucket: "theirs", Key: event.key });
  for await (const page of paginateListAccounts({ client: new OrganizationsClient({ credentials }) }, {})) console.log(page);
  let perhaps;
  if (event.key === "theirs") perhaps = credentials;
  await new S3({ credentials: perhaps }).deleteObject({ Bucket: "either", Key: event.key });
  const both = new GetObjectCommand({ Bucket: "both", Key: event.key });
  await theirs.send(both);
  await own.send(both);
};
