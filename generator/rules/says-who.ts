import type { Condition, Reference } from "../grants.ts";
import { textOf } from "../iam/arn.ts";

/**
 * The keys by which a condition says who the caller is, or where it comes from. Not here: what kind of caller it is
 * (aws:PrincipalType), who does not call (aws:PrincipalIsAWSService), how a call is made, and what the caller chooses
 * (sts:RoleSessionName, sts:SourceIdentity).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const globalKeys = new Set(
  [
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:FederatedProvider",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:userid",
    "aws:username",
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:VpcSourceIp",
  ].map((key) => key.toLowerCase()),
);

/**
 * Of those that sts:AssumeRole knows: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const federationKeys = new Set(
  [
    // A secret between the two accounts.
    "sts:ExternalId",
    "saml:namequalifier",
    "saml:sub",
  ].map((key) => key.toLowerCase()),
);

/** Keys that the user's own word, or the provider's, is a part of; `amr` says how somebody signed in, and not who. */
const families = [/^aws:principaltag\/./, /^[^:]+[./][^:]*:(?!amr$)./];

/** Whether a condition says who the caller is, or where it comes from: each of its values must. */
export function saysWho({ operator, variable, values }: Condition): boolean {
  if (/not|null|ifexists|^forallvalues:/i.test(operator)) return false;
  const key = variable.toLowerCase();
  if (!globalKeys.has(key) && !federationKeys.has(key) && !families.some((family) => family.test(key))) return false;
  if (key === "aws:multifactorauthpresent") return values.every((value) => textOf(value).toLowerCase() === "true");
  return !values.some(isAnybody);
}

/** A text of wildcards alone, of what the call says of itself, or an ARN that names neither an account nor a thing. */
function isAnybody(value: Reference): boolean {
  const text = textOf(value).replace(/\$\{[a-z][a-z0-9-]*:[^}]*\}/gi, "*");
  if (/^[*?]*$/.test(text)) return true;
  const [arn, , , , account = "", ...resource] = text.split(":");
  return (
    /^(arn|[*?]+)$/.test(arn ?? "") &&
    /^[*?]*$/.test(account) &&
    /^([a-z0-9-]+[/:])?[*?/:]*$/i.test(resource.join(":")) &&
    resource.length > 0
  );
}
