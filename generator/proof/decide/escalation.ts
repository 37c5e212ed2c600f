/**
 * Actions by which whoever has them may give themselves more: no mistake, and nothing that a proof of least privilege can see, so a
 * reviewer is told. https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 */
interface Escalation {
  readonly how: string;
  readonly docs: string;
}

const iam = (name: string) => `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${name}.html`;
const lambda = (name: string) => `https://docs.aws.amazon.com/lambda/latest/api/API_${name}.html`;

const anyPolicy = (name: string): Escalation => ({ how: "may give an identity any permission", docs: iam(name) });

export const escalations: Readonly<Record<string, Escalation>> = {
  "iam:PassRole": {
    how: "may hand the role to a service, and act with all that it may",
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  },
  "iam:PutRolePolicy": anyPolicy("PutRolePolicy"),
  "iam:PutUserPolicy": anyPolicy("PutUserPolicy"),
  "iam:PutGroupPolicy": anyPolicy("PutGroupPolicy"),
  "iam:AttachRolePolicy": anyPolicy("AttachRolePolicy"),
  "iam:AttachUserPolicy": anyPolicy("AttachUserPolicy"),
  "iam:AttachGroupPolicy": anyPolicy("AttachGroupPolicy"),
  "iam:CreatePolicyVersion": { how: "may change what a managed policy allows", docs: iam("CreatePolicyVersion") },
  "iam:SetDefaultPolicyVersion": { how: "may bring back a wider version of a policy", docs: iam("SetDefaultPolicyVersion") },
  "iam:UpdateAssumeRolePolicy": { how: "may let itself assume the role", docs: iam("UpdateAssumeRolePolicy") },
  "iam:DeleteRolePermissionsBoundary": { how: "may lift a role's boundary", docs: iam("DeleteRolePermissionsBoundary") },
  "iam:PutRolePermissionsBoundary": { how: "may widen a role's boundary", docs: iam("PutRolePermissionsBoundary") },
  "iam:CreateAccessKey": { how: "may act as the user", docs: iam("CreateAccessKey") },
  "iam:CreateLoginProfile": { how: "may sign in as the user", docs: iam("CreateLoginProfile") },
  "iam:UpdateLoginProfile": { how: "may sign in as the user", docs: iam("UpdateLoginProfile") },
  "iam:AddUserToGroup": { how: "may give a user all that a group may", docs: iam("AddUserToGroup") },
  "iam:AddRoleToInstanceProfile": { how: "may give an instance the role", docs: iam("AddRoleToInstanceProfile") },
  "sts:AssumeRole": {
    how: "acts with all that the role may",
    docs: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  },
  "lambda:UpdateFunctionCode": { how: "runs its own code with the other function's role", docs: lambda("UpdateFunctionCode") },
  "lambda:UpdateFunctionConfiguration": {
    how: "may change what the other function runs, by a layer or a handler",
    docs: lambda("UpdateFunctionConfiguration"),
  },
  "lambda:CreateFunction": { how: "with iam:PassRole, runs its own code with another role", docs: lambda("CreateFunction") },
  "lambda:CreateEventSourceMapping": { how: "may feed another function", docs: lambda("CreateEventSourceMapping") },
  "lambda:AddPermission": { how: "may let anybody invoke the function", docs: lambda("AddPermission") },
  "cloudformation:CreateStack": {
    how: "with iam:PassRole, makes anything that the passed role may",
    docs: "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html",
  },
  "ec2:RunInstances": {
    how: "with iam:PassRole, runs its own code with an instance's role",
    docs: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html",
  },
  "glue:UpdateDevEndpoint": {
    how: "may sign in to an endpoint that has a role",
    docs: "https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateDevEndpoint.html",
  },
  "ssm:SendCommand": {
    how: "runs commands with an instance's role",
    docs: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html",
  },
  "kms:PutKeyPolicy": {
    how: "may let anybody use the key",
    docs: "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
  },
  "kms:CreateGrant": {
    how: "may hand on the use of the key",
    docs: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
  },
  "s3:PutBucketPolicy": {
    how: "may open the bucket",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
  },
};
