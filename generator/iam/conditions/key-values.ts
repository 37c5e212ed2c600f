import { globsMeet } from "../glob.ts";
import { partitions } from "../regions.ts";
import type { FoundKey } from "./condition-keys.ts";

/**
 * What the values of condition keys look like, so that it is known which pattern matches each of them: two or more values as unlike
 * each other as AWS allows. A pattern that matches them all says nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */

/** Account ids. */
export const accountKeys: ReadonlySet<string> = new Set([
  "aws:PrincipalAccount",
  "aws:ResourceAccount",
  "aws:SourceAccount",
  "aws:VpceAccount",
  "kms:CallerAccount",
  "s3:ResourceAccount",
]);

const accounts = ["000000000000", "999999999999"];
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const organizations = ["o-aaaaaaaaaa", `o-${"9".repeat(32)}`];
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html */
const paths = ["o-aaaaaaaaaa/r-aaaa/", `o-${"9".repeat(32)}/r-${"9".repeat(32)}/ou-bbbb-${"b".repeat(32)}/ou-cccc-cccccccc/`];
const functions = ["lambda:us-east-1:000000000000:function:a", "lambda:eu-west-2:999999999999:function:Z-9_"];

const unlike: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalOrgID": organizations,
  "aws:ResourceOrgID": organizations,
  "aws:SourceOrgID": organizations,
  "aws:VpceOrgID": organizations,
  "aws:PrincipalOrgPaths": paths,
  "aws:ResourceOrgPaths": paths,
  "aws:SourceOrgPaths": paths,
  "aws:VpceOrgPaths": paths,
  "aws:SourceVpc": ["vpc-00000000", "vpc-fffffffffffffffff"],
  "aws:SourceVpce": ["vpce-00000000", "vpce-fffffffffffffffff"],
  "aws:userid": ["AROA0000000000000000:a", "AROAZZZZZZZZZZZZZZZZ:Z-9_"],
};

/** ARNs behind `arn:PARTITION:`; a role calls in the partition that it lives in. */
const unlikeArns: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalArn": ["iam::000000000000:role/a", "iam::999999999999:role/z/Z-9_"],
  "lambda:SourceFunctionArn": functions,
  // In the trust policy of a function's role, it is Lambda that sends it.
  "aws:SourceArn": functions,
};
const anyArns = ["s3:::a", "zz:us-east-1:999999999999:Z/9:_"];

const anyTexts = ["", "a", "Z-9/:_."];

/** Whether a pattern matches every value that a key can have. `parts`: as ARN operators compare, part by part. */
export function matchesAll(key: FoundKey, pattern: string, parts: boolean): boolean {
  const arns = unlikeArns[key.name] ?? (key.type === "ARN" || parts ? anyArns : undefined);
  if (arns !== undefined) {
    return Object.keys(partitions).some((partition) => arns.every((arn) => matches(pattern, `arn:${partition}:${arn}`, parts)));
  }
  return valuesOf(key).every((value) => matches(pattern, value, false));
}

function valuesOf({ name }: FoundKey): readonly string[] {
  if (accountKeys.has(name)) return accounts;
  if (name === "aws:RequestedRegion") return Object.values(partitions).flat();
  return unlike[name] ?? anyTexts;
}

/** Whether a value matches a pattern, as a text or as an ARN in six parts. */
export function matches(pattern: string, value: string, parts: boolean): boolean {
  if (!parts) return globsMeet(pattern, value);
  const [left, right] = [sixOf(pattern), sixOf(value)];
  return left.length === right.length && left.every((part, index) => globsMeet(part, right[index] ?? ""));
}

function sixOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
