/**
 * Partitions and their regions.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const partitions: Readonly<Record<string, readonly string[]>> = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-eusc": ["eusc-de-east-1"],
  "aws-iso": ["us-iso-east-1", "us-iso-west-1"],
  "aws-iso-b": ["us-isob-east-1", "us-isob-west-1"],
  "aws-iso-e": ["eu-isoe-west-1"],
  "aws-iso-f": ["us-isof-east-1", "us-isof-south-1"],
};

/**
 * What the names of a partition's endpoints end in.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html, https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html,
 * and, for what they leave out, the partitions of AWS's SDKs: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
export const dnsSuffixes: Readonly<Record<string, string>> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
  "aws-eusc": "amazonaws.eu",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
};

/** Whether AWS has a partition of this name. */
export function isPartition(name: string): boolean {
  return Object.hasOwn(partitions, name);
}

/** What the names of a partition's endpoints end in; undefined for a name that no partition has. */
export function dnsSuffixOf(partition: string): string | undefined {
  return Object.hasOwn(dnsSuffixes, partition) ? dnsSuffixes[partition] : undefined;
}

/** The partition that a region lies in; null for a region that AWS does not list. */
export function partitionOf(region: string): string | null {
  for (const [partition, regions] of Object.entries(partitions)) if (regions.includes(region)) return partition;
  return null;
}

/**
 * Regions that an account opts into, as all are that came after March 20, 2019, but for Osaka.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export const optInRegions: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
]);

/** A service's principal without the region that some have in it: sns.us-east-1.amazonaws.com is sns.amazonaws.com. */
export function withoutRegion(principal: string): string {
  return principal.replace(/\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, ".amazonaws.com");
}
