/**
 * Condition keys that AWS knows in every service, with their types and whether a call of a function ever carries them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html ("Availability" of each key)
 */

export interface GlobalKey {
  readonly name: string;
  readonly type: "String" | "ARN" | "Numeric" | "Date" | "Bool" | "IPAddress" | "ArrayOfString";
  /**
   * `listed`: only where the reference lists it for the action or its resource, since only calls with tags and resources with tags have it.
   * Any other text is the reason why no call of a function's role ever has it.
   */
  readonly never?: string;
  readonly listed?: true;
  /** `any` call carries it, or any call of a function's `code`; a call may lack every other key. */
  readonly carried?: "any" | "code";
  /** The one value that calls of a function's code have. */
  readonly value?: string;
  /**
   * A wildcard here lets strangers in, even one for a part of the value.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
   */
  readonly sensitive?: true;
  /**
   * Where AWS does not tell it of who calls: it is what the `call` asks for, a `remark` of whoever writes the call, which changes
   * nothing of it, or of the `resource`.
   */
  readonly decides?: "call" | "remark" | "resource";
}

const service = "AWS sends it only when one of its services calls on behalf of a resource, never when a role's own code calls";
const user = "a function's role is no IAM user";
const federated = "a function's role is assumed by Lambda, not through federation";
const instance = "a function does not run on an EC2 instance";

export const globalKeys: readonly GlobalKey[] = [
  // Of the principal.
  { name: "aws:PrincipalArn", type: "ARN", carried: "code" },
  { name: "aws:PrincipalAccount", type: "String", sensitive: true, carried: "any" },
  { name: "aws:PrincipalOrgPaths", type: "ArrayOfString" },
  { name: "aws:PrincipalOrgID", type: "String", sensitive: true },
  { name: "aws:PrincipalTag/${TagKey}", type: "String" },
  { name: "aws:PrincipalIsAWSService", type: "Bool", carried: "code", value: "false" },
  { name: "aws:PrincipalServiceName", type: "String", never: service },
  { name: "aws:PrincipalServiceNamesList", type: "ArrayOfString", never: service },
  { name: "aws:PrincipalType", type: "String", carried: "any", value: "AssumedRole" },
  { name: "aws:userid", type: "String", carried: "any" },
  { name: "aws:username", type: "String", never: user },
  // Of the session.
  { name: "aws:AssumedRoot", type: "Bool", never: user },
  { name: "aws:FederatedProvider", type: "String", never: federated },
  { name: "aws:TokenIssueTime", type: "Date", carried: "code" },
  { name: "aws:MultiFactorAuthAge", type: "Numeric", never: "a function has no second factor" },
  { name: "aws:MultiFactorAuthPresent", type: "Bool" },
  { name: "aws:ChatbotSourceArn", type: "ARN", never: "a function is no chat application" },
  { name: "aws:Ec2InstanceSourceVpc", type: "String", never: instance },
  { name: "aws:Ec2InstanceSourcePrivateIPv4", type: "IPAddress", never: instance },
  { name: "aws:SourceIdentity", type: "String", never: "Lambda sets no source identity when it assumes the role" },
  { name: "ec2:RoleDelivery", type: "Numeric", never: instance },
  { name: "ec2:SourceInstanceArn", type: "ARN", never: instance },
  { name: "glue:RoleAssumedBy", type: "String", never: "Glue does not assume a function's role" },
  { name: "glue:CredentialIssuingService", type: "String", never: "Glue does not assume a function's role" },
  { name: "ssm:SourceInstanceArn", type: "ARN", never: instance },
  { name: "identitystore:UserId", type: "String", never: federated },
  // Lambda adds it to every call of the function's code.
  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  { name: "lambda:SourceFunctionArn", type: "ARN", carried: "code" },
  // Of the network.
  { name: "aws:SourceIp", type: "IPAddress" },
  { name: "aws:SourceVpc", type: "String", sensitive: true },
  { name: "aws:SourceVpcArn", type: "ARN" },
  { name: "aws:SourceVpce", type: "String", sensitive: true },
  { name: "aws:VpceAccount", type: "String", sensitive: true },
  { name: "aws:VpceOrgID", type: "String", sensitive: true },
  { name: "aws:VpceOrgPaths", type: "ArrayOfString" },
  { name: "aws:VpcSourceIp", type: "IPAddress" },
  // Of the resource.
  { name: "aws:ResourceAccount", type: "String", sensitive: true, decides: "resource" },
  { name: "aws:ResourceOrgID", type: "String", sensitive: true, decides: "resource" },
  { name: "aws:ResourceOrgPaths", type: "ArrayOfString", decides: "resource" },
  { name: "aws:ResourceTag/${TagKey}", type: "String", listed: true, decides: "resource" },
  // Of the request.
  { name: "aws:CalledVia", type: "ArrayOfString" },
  { name: "aws:CalledViaFirst", type: "String" },
  { name: "aws:CalledViaLast", type: "String" },
  { name: "aws:CalledViaAWSMCP", type: "String" },
  { name: "aws:ViaAWSService", type: "Bool" },
  { name: "aws:ViaAWSMCPService", type: "Bool" },
  { name: "aws:IsMcpServiceAction", type: "Bool" },
  { name: "aws:CurrentTime", type: "Date", carried: "any" },
  { name: "aws:EpochTime", type: "Date", carried: "any" },
  { name: "aws:referer", type: "String", decides: "remark" },
  { name: "aws:RequestedRegion", type: "String", carried: "any", decides: "call" },
  { name: "aws:RequestTag/${TagKey}", type: "String", listed: true, decides: "call" },
  { name: "aws:TagKeys", type: "ArrayOfString", listed: true, decides: "call" },
  { name: "aws:SecureTransport", type: "Bool", carried: "any" },
  { name: "aws:SourceArn", type: "ARN", never: service },
  { name: "aws:SourceAccount", type: "String", never: service, sensitive: true },
  { name: "aws:SourceOrgID", type: "String", never: service, sensitive: true },
  { name: "aws:SourceOrgPaths", type: "ArrayOfString", never: service },
  { name: "aws:SourceOwner", type: "String", never: service },
  { name: "aws:UserAgent", type: "String", carried: "any", decides: "remark" },
];
