import { findService } from "../../iam/reference/reference.ts";
import { sdkMethods } from "../../iam/reference/sdk-methods.ts";

/**
 * Calls of an SDK → the actions that AWS checks for them. Most operations are checked as the action of their name; `sdkMethods` has
 * those that are not, each with its page.
 */

/** What a call of an SDK needs. */
interface Operation {
  /** As AWS writes it, where the reference has it; else as the code does. */
  readonly name: string;
  readonly actions: readonly string[];
}

/** Operations that AWS checks nothing for. */
const free: ReadonlySet<string> = new Set([
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "sts:getcalleridentity",
]);

const methodsByKey = new Map<string, ReadonlyMap<string, readonly [name: string, actions: readonly string[]]>>();

/**
 * The operation of a service (`s3`) that a method's name stands for, in any SDK's spelling (`put_object`, `putObject`, `PutObject`);
 * null where AWS's reference knows none.
 */
export function operationOf(prefix: string, method: string): Operation | null {
  const key = keyOf(method);
  const special = specialOf(prefix).get(key);
  if (special !== undefined) return { name: special[0], actions: special[1] };
  if (free.has(`${prefix}:${key}`)) return { name: method, actions: [] };
  const action = findService(prefix)?.action(key);
  return action === undefined ? null : { name: action.name, actions: [action.full] };
}

function keyOf(method: string): string {
  return method.replaceAll("_", "").toLowerCase();
}

function specialOf(prefix: string): ReadonlyMap<string, readonly [string, readonly string[]]> {
  const known = methodsByKey.get(prefix);
  if (known !== undefined) return known;
  // The management API of a websocket is `apigateway` to those who read SDKs, and `execute-api` to IAM.
  const table = prefix === "execute-api" ? "apigateway" : prefix;
  const methods = Object.entries((Object.hasOwn(sdkMethods, table) ? sdkMethods[table]?.methods : undefined) ?? {});
  const made = new Map(methods.map(([name, actions]) => [keyOf(name), [name, actions] as const]));
  methodsByKey.set(prefix, made);
  return made;
}

/**
 * Waiters, by the operation that they ask again and again.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html#waiters
 */
const waiters: Readonly<Record<string, string>> = {
  bucketexists: "HeadBucket",
  bucketnotexists: "HeadBucket",
  objectexists: "HeadObject",
  objectnotexists: "HeadObject",
  tableexists: "DescribeTable",
  contributorinsightsenabled: "DescribeContributorInsights",
  exportcompleted: "DescribeExport",
  importcompleted: "DescribeImport",
  bulkoperationcompleted: "DescribeBulkOperation",
  kinesisstreamingdestinationactive: "DescribeKinesisStreamingDestination",
  tablenotexists: "DescribeTable",
  functionactive: "GetFunctionConfiguration",
  functionactivev2: "GetFunction",
  functionexists: "GetFunction",
  functionupdated: "GetFunctionConfiguration",
  functionupdatedv2: "GetFunction",
  publishedversionactive: "GetFunctionConfiguration",
  streamexists: "DescribeStream",
  channelactive: "DescribeChannel",
  streamnotexists: "DescribeStream",
  stackcreatecomplete: "DescribeStacks",
  stackdeletecomplete: "DescribeStacks",
  stackexists: "DescribeStacks",
  stackupdatecomplete: "DescribeStacks",
  changesetcreatecomplete: "DescribeChangeSet",
  instancerunning: "DescribeInstances",
  instancestopped: "DescribeInstances",
  instanceterminated: "DescribeInstances",
  instancestatusok: "DescribeInstanceStatus",
  imageavailable: "DescribeImages",
  snapshotcompleted: "DescribeSnapshots",
  volumeavailable: "DescribeVolumes",
  dbinstanceavailable: "DescribeDBInstances",
  dbinstancedeleted: "DescribeDBInstances",
  dbsnapshotavailable: "DescribeDBSnapshots",
  dbclusteravailable: "DescribeDBClusters",
  servicesstable: "DescribeServices",
  servicesinactive: "DescribeServices",
  tasksrunning: "DescribeTasks",
  tasksstopped: "DescribeTasks",
  clusteravailable: "DescribeClusters",
  invalidationcompleted: "GetInvalidation",
  distributiondeployed: "GetDistribution",
  resourcerecordsetschanged: "GetChange",
  commandexecuted: "GetCommandInvocation",
  roleexists: "GetRole",
  userexists: "GetUser",
  policyexists: "GetPolicy",
  identityexists: "GetIdentityVerificationAttributes",
  alarmexists: "DescribeAlarms",
  compositealarmexists: "DescribeAlarms",
  logalarmexists: "DescribeAlarms",
  alarmmuteruleexists: "GetAlarmMuteRule",
  certificatevalidated: "DescribeCertificate",
  imagescancomplete: "DescribeImageScanFindings",
};

/** The operation behind a waiter, in any SDK's spelling; null for one that is not known. */
export function waiterOperation(waiter: string): string | null {
  return waiters[keyOf(waiter)] ?? null;
}
