/** What outlives a function, or holds it up when it is destroyed, and Terraform can order nothing of: sentences for the output. */

export interface Leftover {
  readonly docs: string;
  /** The function's argument that brings it, or what calls the function. */
  readonly by: { readonly argument: string } | "copies" | "public url";
  readonly says: string;
}

export const leftovers: readonly Leftover[] = [
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    by: { argument: "vpc_config" },
    says: "its network interfaces outlive it by up to twenty minutes, and hold their subnets and security groups",
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html",
    by: "copies",
    says: "it can be deleted when CloudFront has removed its copies, hours after it leaves the distribution; their log groups stay",
  },
  {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    by: "public url",
    says: "who makes a public URL adds statements to its policy (FunctionURLAllowPublicAccess, and one for InvokeFunction), which stay when the URL goes",
  },
];
