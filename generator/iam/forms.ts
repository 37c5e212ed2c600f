import type { Reference } from "../grants.ts";
import { traversalOf } from "./terraform-types.ts";

/**
 * What a value that only Terraform knows must look like where it guards or scopes a grant. The patterns mean the same to Terraform
 * (RE2) and to JavaScript; null matches none of them. A name or an ARN that AWS itself made needs no check.
 */

/** A pattern, and what it takes in words. */
export interface Form {
  readonly pattern: string;
  readonly takes: string;
}

export const forms = {
  /** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
  account: { pattern: "^[0-9]{12}$", takes: "an account id of 12 digits" },
  /** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
  organization: { pattern: "^o-[a-z0-9]{10,32}$", takes: "an organization's id" },
  /** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
  token: { pattern: "^[a-zA-Z0-9._-]+$", takes: "a token of letters, digits and . _ -" },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
  caller: {
    pattern: "^([0-9]{12}|arn:[a-z-]+:iam::[0-9]{12}:(root|(role|user)/[^*?{]+))$",
    takes: "an account id, or the ARN of one role or user",
  },
  /** The same, where nothing else guards: no account. */
  oneCaller: { pattern: "^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?{]+$", takes: "the ARN of one role or user" },
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  externalId: { pattern: "^[A-Za-z0-9_+=,.@:/-]{2,}$", takes: "an external id" },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: a managed policy of an account, or of AWS. */
  managedPolicy: {
    pattern: "^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/[^*?{]+$",
    takes: "the ARN of one managed policy",
  },
  /** A part of an ARN: a wildcard there is the spec's to write. A brace is a letter (GET /orders/{id}), but for one that opens a variable. */
  name: { pattern: "^([^*?{]*[^*?{$&][{])*[^*?{]+$", takes: "a name without *, ? and variables of policies" },
  /** The same, where a slash or a colon would make the ARN name something of another kind. */
  nameWithoutSlash: { pattern: "^[^*?{/]+$", takes: "a name without *, ?, { and /" },
  nameWithoutColon: { pattern: "^[^*?{:]+$", takes: "a name without *, ?, { and :" },
  oneName: { pattern: "^[^*?{/:]+$", takes: "one name, without *, ?, {, / and :" },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
  partition: { pattern: "^aws(-[a-z]+)*$", takes: "a partition of AWS, such as aws" },
  /** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
  region: { pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$", takes: "a region of AWS, such as eu-west-1" },
  /** A service, or what a partition, a region or a service is put together of: a colon would move all that stands behind it. */
  piece: { pattern: "^[a-z0-9-]+$", takes: "small letters, digits and -" },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: what begins an ARN, where text follows it. */
  head: {
    pattern: "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:[^*?{]+$",
    takes: "an ARN without *, ? and {",
  },
  /** The same, whole: wildcards in the resource, behind some of its name. */
  resource: {
    pattern: "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:[/:]*[^*?/:$]",
    takes: "an ARN without * and ? but within its resource",
  },
  /** The ARN of a source of which nothing but its service is known: it says whose it is, where no account stands beside it. */
  source: {
    pattern: "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:[^*?{]+$",
    takes: "the ARN of one source",
  },
  ownedSource: {
    pattern: "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:[^*?{]+$",
    takes: "the ARN of one source with its account",
  },
  /** A value that `Like` compares with. */
  like: { pattern: "[^*?]", takes: "more than * and ?" },
} as const satisfies Readonly<Record<string, Form>>;

/**
 * Attributes that are what its name says, and nothing else: by their place, no other attribute vouches for such a value. None of them
 * is an argument, of a resource or of a data source, in hashicorp/aws 5.100 or 6.66; their pages say whose account it is.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs (a page a resource; "Attribute Reference")
 */
export const idsOfProvider = {
  account: words(`
    aws_caller_identity.account_id aws_caller_identity.id aws_default_security_group.owner_id aws_ec2_transit_gateway.owner_id
    aws_efs_file_system.owner_id aws_network_interface.owner_id aws_organizations_account.id
    aws_organizations_organization.master_account_id aws_route_table.owner_id aws_security_group.owner_id aws_sns_topic.owner
    aws_subnet.owner_id aws_vpc.owner_id aws_vpc_endpoint.owner_id`),
  organization: words("aws_organizations_organization.id"),
  partition: words("aws_partition.id aws_partition.partition"),
  region: words("aws_region.id aws_region.name aws_region.region"),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

/**
 * Attributes that are ARNs of one thing with its account, of types that terraform-types.ts does not know: AWS makes them of ids, or of
 * names in which it takes no wildcard, and they are there as soon as the thing is. None of them is an argument, as above.
 */
export const arnsOfProvider: ReadonlySet<string> = words(`
  aws_organizations_account.arn aws_organizations_organization.arn aws_organizations_organization.master_account_arn
  aws_organizations_organizational_unit.arn`);

/** Whether a text is the id of an organization. */
export function isOrganizationId(text: string): boolean {
  return organizationId.test(text);
}

const organizationId = new RegExp(forms.organization.pattern);

/** True for an expression that the provider fills with an account's id, whatever it is asked about. */
export function isAccountId(value: Reference): boolean {
  const found = value.kind === "expression" ? traversalOf(value.code) : null;
  return found !== null && idsOfProvider.account.has(`${found.terraformType}.${found.attribute}`);
}

/** Types whose ARNs are those of callers, and of managed policies. */
export const callerTypes: ReadonlySet<string> = new Set(["iam/role", "iam/user"]);
export const managedPolicyType = "iam/policy";

/**
 * Attributes that are an id which AWS made, or a name in which AWS takes no wildcard, beside those that terraform-types.ts knows.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 * Of the names that a team chooses, the pattern stands in AWS's API: CreateWorkGroup (Athena), CreateEventBus and PutRule
 * (EventBridge), CreateLogGroup (CloudWatch Logs), CreateProject (CodeBuild), CreateRepository (ECR), CreateCluster (EKS), CreateRole
 * and CreateUser (IAM), CreateSchedule and CreateScheduleGroup (EventBridge Scheduler).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */
export const namesOfProvider: ReadonlySet<string> = words(`
  aws_api_gateway_authorizer.id aws_api_gateway_method.http_method aws_api_gateway_resource.path aws_api_gateway_rest_api.id
  aws_api_gateway_stage.stage_name aws_apigatewayv2_api.id aws_apigatewayv2_authorizer.id aws_apigatewayv2_stage.id
  aws_apigatewayv2_stage.name aws_athena_workgroup.name aws_caller_identity.account_id aws_caller_identity.id
  aws_cloudfront_distribution.id aws_cloudwatch_event_bus.name aws_cloudwatch_event_rule.name aws_cloudwatch_log_group.name
  aws_codebuild_project.name aws_cognito_user_pool.id aws_db_instance.resource_id aws_ecr_repository.name aws_efs_access_point.id
  aws_efs_file_system.id aws_eks_cluster.name aws_iam_role.name aws_iam_user.name aws_instance.id aws_lexv2models_bot.id
  aws_network_interface.id aws_organizations_account.id aws_organizations_organization.id
  aws_organizations_organization.master_account_id aws_rds_cluster.cluster_resource_id aws_route53_zone.zone_id
  aws_s3_bucket_notification.bucket aws_scheduler_schedule.name aws_scheduler_schedule_group.name aws_security_group.id
  aws_ses_receipt_rule_set.rule_set_name aws_subnet.id aws_vpc.id aws_vpc_endpoint.id`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
