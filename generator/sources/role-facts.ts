/**
 * What the execution role is for, beside what an argument of the function implies: who assumes it, what it writes, mounts and
 * decrypts. Patterns are in the notation of AWS's reference; what is not Partition, Region or Account is said beside each.
 */

/** Actions on patterns of ARNs, and why. */
export interface RoleFact {
  readonly docs: string;
  readonly actions: readonly string[];
  readonly on: readonly string[];
  readonly why: string;
}

/** Who runs a function. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
export const lambdaPrincipal = "lambda.amazonaws.com";

/**
 * What Lambda sends of a function when it assumes the role for it: the function's ARN, or that of a version or alias.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export const functionPattern = "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}";
export const qualifiedPattern = `${functionPattern}:*`;

/**
 * The log group that a function writes has the function's name behind this, unless `logging_config` names another.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export const defaultLogGroups = "/aws/lambda/";

/** `${LogGroup}` is the group's name. */
export const writeLog: RoleFact = {
  docs: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-permissions.html",
  // Without logs:CreateLogGroup: a late invocation would bring a destroyed group back, without its retention.
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  on: ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroup}:log-stream:*"],
  why: "Lambda writes the function's log",
};

const copiesGroup = "arn:${Partition}:logs:*:${Account}:log-group:/aws/lambda/${CopyName}";

/** Copies write their logs where they run, so the region stays open and the group is theirs to make; `${CopyName}` is a copy's name. */
export const writeCopiesLogs: readonly RoleFact[] = [
  {
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html",
    actions: ["logs:CreateLogGroup"],
    on: [copiesGroup, `${copiesGroup}:*`],
    why: "each copy makes its log group",
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    on: [`${copiesGroup}:log-stream:*`],
    why: "each copy writes its log",
  },
];

/** What mounting a file system takes. */
export interface MountFact {
  readonly docs: string;
  /** IAM's resource type of the file system, which the actions act on. */
  readonly type: string;
  readonly actions: readonly string[];
  /** The condition key of the access point. */
  readonly through: string;
  /** Stands behind the file system's ARN in that of its access point, where that is how it is made. */
  readonly behind?: string;
  readonly why: string;
}

const why = "Lambda mounts the file system through its access point";

/** IAM acts on the file system, through one access point; by the service of that one's ARN. */
export const mountFacts: Readonly<Record<string, MountFact>> = {
  elasticfilesystem: {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-efs.html",
    type: "file-system",
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    through: "elasticfilesystem:AccessPointArn",
    why,
  },
  // What is read from the bucket itself, which Lambda tries where it has 512 MB, is for the spec to say.
  s3files: {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-point-policy-examples.html",
    type: "file-system",
    actions: ["s3files:ClientMount", "s3files:ClientWrite"],
    through: "s3files:AccessPointArn",
    behind: "/access-point/",
    why,
  },
};

/**
 * Use of a customer-managed key through one service in one region; `${Service}` is that service.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const decryptThrough = {
  actions: ["kms:Decrypt"],
  condition: "kms:ViaService",
  value: "${Service}.${Region}.amazonaws.com",
  /** Whose the key is, where the service keeps what somebody signs in with. */
  whose: { secretsmanager: "the secret's key" } as Readonly<Record<string, string>>,
} as const;
