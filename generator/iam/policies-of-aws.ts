import type { Code } from "../diagnostics/codes.ts";
import type { Reference } from "../grants.ts";
import { outlineOf } from "./arn.ts";

/** Managed policies that AWS writes, and that no function should have: each by its name, with what to do instead. */

/** Why a function should not have a policy of AWS's, and what to write. */
export interface RefusedPolicy {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  /** The same for who has the policy, and no entry for it yet. */
  readonly instead: string;
}

/** What a policy of AWS's allows, as AWS publishes it. */
export function pageOfPolicy(name: string): string {
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;
}

const traced =
  "function: {tracing_config: {mode: Active}} grants it; for sampling by the X-Ray SDK, allow xray:GetSamplingRules and xray:GetSamplingTargets";

/**
 * What the compiler grants by itself, on what the function uses alone, by the policy that allows it on everything.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html, and the page of each policy (`pageOfPolicy`)
 */
const doneAlready: Readonly<Record<string, string>> = {
  AWSLambdaBasicExecutionRole: "`logs` grants it",
  AWSLambdaBasicDurableExecutionRolePolicy: "`logs` and function: {durable_config: …} grant it",
  AWSLambdaVPCAccessExecutionRole: "`logs` and function: {vpc_config: …} grant it",
  AWSLambdaENIManagementAccess: "function: {vpc_config: …} grants it",
  AWSLambdaSQSQueueExecutionRole: "`logs` and an entry of pull: [{sqs: …}] grant it",
  AWSLambdaDynamoDBExecutionRole: "`logs` and an entry of pull: [{dynamodb: …}] grant it",
  "AWSLambdaInvocation-DynamoDB": "an entry of pull: [{dynamodb: …}] grants it",
  AWSLambdaKinesisExecutionRole: "`logs` and an entry of pull: [{kinesis: …}] grant it",
  AWSLambdaMSKExecutionRole: "`logs` and an entry of pull: [{msk: …}] grant it",
  AWSXRayDaemonWriteAccess: traced,
  AWSXrayWriteOnlyAccess: traced,
};

/** Everything of a service or of the account, by how AWS calls such policies. */
const tooWide: readonly { readonly is: RegExp; readonly what: string }[] = [
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html, and -Amplify, -AWSElasticBeanstalk
  { is: /(?:^|\/)AdministratorAccess(?:-|$)/i, what: "everything there is" },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
  { is: /(?:^|\/)PowerUserAccess$/i, what: "everything but IAM and the organization" },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html: it lets the function give itself the rest.
  { is: /(?:^|\/)IAMFullAccess$/i, what: "everything of IAM, so that the function could give itself the rest" },
  // AmazonS3FullAccess, AWSLambda_FullAccess, CloudWatchFullAccessV2, AmazonEC2ContainerRegistryPowerUser.
  { is: /FullAccess|PowerUser/i, what: "everything of a service, on everything of the account" },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
  { is: /(?:^|\/)ReadOnlyAccess$/i, what: "the reading of everything of the account" },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
  { is: /^job-function\//i, what: "what a person's job takes" },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaRole.html
  { is: /(?:^|\/)AWSLambdaRole$/i, what: "the call of every function of the account" },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaExecute.html
  { is: /(?:^|\/)AWSLambdaExecute$/i, what: "all logs, and the objects of every bucket of the account" },
];

/** Why no function should have a policy of AWS's, by its path and name; null for one that a function may have. */
export function refusedPolicy(path: string): RefusedPolicy | null {
  const name = path.split("/").at(-1) ?? path;
  const done = Object.entries(doneAlready).find(([known]) => known.toLowerCase() === name.toLowerCase());
  if (done !== undefined)
    return {
      code: "argument-not-allowed",
      message: `the compiler does what ${name} is for, and narrower`,
      hint: `remove the entry: ${done[1]}`,
      instead: done[1],
    };
  // "You cannot attach this policy to your users, groups, or roles": https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
  if (/^aws-service-role\//i.test(path)) {
    const message = `${name} is for a role that is linked to a service, and AWS attaches it to no other`;
    const hint = `say what the code may do under \`actions:\`; see ${pageOfPolicy(name)}`;
    return { code: "resource-type-mismatch", message, hint, instead: hint };
  }
  const wide = tooWide.find(({ is }) => is.test(path));
  if (wide === undefined) return null;
  const hint = `write the actions that the code calls under \`actions:\`, of those in ${pageOfPolicy(name)}`;
  return { code: "broad-policy", message: `${name} allows ${wide.what}`, hint, instead: hint };
}

/** The same, by the ARN of a policy; null for one of somebody else's, too. */
export function refusedArn(arn: Reference): RefusedPolicy | null {
  const { service, account, resource } = outlineOf(arn) ?? { service: "", account: "", resource: "" };
  return service === "iam" && account === "aws" && resource.startsWith("policy/")
    ? refusedPolicy(resource.slice("policy/".length))
    : null;
}
