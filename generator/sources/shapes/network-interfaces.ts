/** What Lambda and its pollers make network interfaces of, in the notation of AWS's reference; `${VpcOwner}`: the account of the subnets. */

const ec2 = (type: string, account = "Account") => `arn:\${Partition}:ec2:\${Region}:\${${account}}:${type}/*`;

export const networkInterfaces = ec2("network-interface");

/**
 * A subnet that is shared with an account has its owner's in its ARN, and so has a security group that is; one may use one's own groups
 * there, too: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html. IAM asks for the owner's ARN, as a message says that
 * somebody decoded: https://github.com/terraform-aws-modules/terraform-aws-iam/issues/227
 */
export const networkInterfaceParts: readonly string[] = [
  networkInterfaces,
  ec2("security-group"),
  ec2("security-group", "VpcOwner"),
  ec2("subnet", "VpcOwner"),
];
