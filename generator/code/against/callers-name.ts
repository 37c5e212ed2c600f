import { dependentOf } from "../../iam/actions/dependents.ts";
import { findAction } from "../../iam/reference/reference.ts";
import type { Spec } from "../../spec/spec.ts";
import type { Call, CodeReading } from "../calls.ts";

/**
 * Actions that no line of code calls and that a function may need all the same: a service does them in the name of whoever called it,
 * Lambda does while it sets the function up. What each call really takes depends on things that no code shows (a key of a bucket, a
 * table behind a query), so nothing is asked for; it is only not called unused.
 */

interface OnBehalf {
  readonly docs: string;
  /** `service:Operation` of a call. */
  readonly calls: RegExp;
  /** `service:Action`. */
  readonly takes: RegExp;
}

const onBehalf: readonly OnBehalf[] = [
  {
    docs: "https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html",
    calls: /^athena:/,
    takes: /^(s3|glue|lakeformation|lambda):/,
  },
  {
    docs: "https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html",
    calls: /^glue:/,
    takes: /^(s3:(Get|List)|lakeformation:GetDataAccess)/,
  },
  {
    docs: "https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html",
    calls: /^transcribe:(Start|Create|Update)/,
    takes: /^s3:(Get|List|Put)/,
  },
  {
    docs: "https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_id-based-policy-examples.html",
    calls: /^rekognition:/,
    takes: /^s3:(Get|List|Put)/,
  },
  {
    docs: "https://docs.aws.amazon.com/textract/latest/dg/security_iam_service-with-iam.html",
    calls: /^textract:/,
    takes: /^s3:(Get|List|Put)/,
  },
  {
    docs: "https://docs.aws.amazon.com/polly/latest/dg/asynchronous-iam.html",
    calls: /^polly:StartSpeechSynthesisTask$/,
    takes: /^(s3:Put|sns:Publish$)/,
  },
  // "CloudFormation makes calls to create, modify, and delete resources on your behalf", with the caller's permissions.
  {
    docs: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html",
    calls: /^cloudformation:(Create|Update|Delete|Execute|Continue|Rollback|Import|Activate)/,
    takes: /./,
  },
  {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html",
    calls: /^ssm:StartAutomationExecution$/,
    takes: /./,
  },
  {
    docs: "https://docs.aws.amazon.com/servicecatalog/latest/adminguide/permissions.html",
    calls: /^servicecatalog:(Provision|Update|Terminate|Execute)/,
    takes: /./,
  },
  {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html",
    calls: /^dynamodb:(ExportTableToPointInTime|ImportTable)$/,
    takes: /^(s3|logs):/,
  },
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html",
    calls: /^lambda:(Create|Update|Publish)/,
    takes: /^(s3:Get|ecr:|ec2:Describe|lambda:GetLayerVersion$|elasticfilesystem:Describe)/,
  },
  {
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-test-retrieve-generate.html",
    calls: /^bedrock:/,
    takes:
      /^(bedrock:(Retrieve|Invoke|ApplyGuardrail$|GetInferenceProfile$|Rerank$)|aws-marketplace:(Subscribe|Unsubscribe|ViewSubscriptions)$)/,
  },
  // Whoever may list a bucket hears that an object is missing; nobody else does.
  {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
    calls: /^s3:(Get|Head|Copy|Download)/,
    takes: /^s3:ListBucket$/,
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
    calls: /^s3:(Put|Upload|Copy|Create)/,
    takes: /^s3:(AbortMultipartUpload|ListMultipartUploadParts|ListBucketMultipartUploads)$/,
  },
  {
    docs: "https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html",
    calls: /^servicediscovery:/,
    takes: /^(route53|ec2):/,
  },
  {
    docs: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html",
    calls: /^ec2:(RunInstances|CreateFleet|RequestSpot)/,
    takes: /^ssm:GetParameters?$/,
  },
  // The first thing of its kind makes the role that the service keeps for itself.
  {
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html",
    calls: /:(Create|Run|Register|Enable|Put|Start)/,
    takes: /^iam:CreateServiceLinkedRole$/,
  },
  // What is stored under a key of one's own is read and written with it.
  {
    docs: "https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
    calls: /^(?!kms:)/,
    takes: /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt|DescribeKey|CreateGrant)/,
  },
];

/** What Lambda does in the role's name, by the argument that asks for it; null for every function. */
const byLambda: readonly { readonly docs: string; readonly argument: string | null; readonly takes: RegExp }[] = [
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-efs.html",
    argument: "file_system_config",
    takes: /^(elasticfilesystem:Client|s3:|s3files:)/,
  },
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    argument: "vpc_config",
    takes: /^ec2:.*(NetworkInterface|PrivateIpAddress|Describe(Subnets|SecurityGroups|Vpcs)$)/,
  },
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    argument: "tracing_config",
    takes: /^xray:/,
  },
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
    argument: null,
    takes: /^logs:(CreateLog|PutLogEvents$)/,
  },
];

/** True where something may do the action for the function although no call of its code is for it. */
export function mayBeOnBehalf(action: string, { arguments: args }: Spec, { found }: CodeReading): boolean {
  if (
    byLambda.some(
      ({ argument, takes }) => takes.test(action) && (argument === null || args.some(({ name }) => name === argument)),
    )
  )
    return true;
  const calls = found.filter((one) => one.kind === "call");
  return calls.some((call) => takesBeside(call, action));
}

function takesBeside({ service, operation, needs }: Call, action: string): boolean {
  const full = `${service}:${operation}`;
  if (onBehalf.some(({ calls, takes }) => calls.test(full) && takes.test(action))) return true;
  if (needs.some((need) => dependentOf(need.action).includes(action))) return true;
  // What is made with tags is tagged by whoever makes it.
  return findAction(action)?.level.startsWith("Tagging") === true && action.startsWith(`${service}:`) && makes.test(operation);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html */
const makes = /^(Create|Run|Put|Register|Start|Import|Request|Copy|Restore|Upload)/;
