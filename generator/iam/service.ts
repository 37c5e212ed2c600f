import type { Reference } from "../grants.ts";
import { hasHole, outlineOf } from "./arn.ts";
import { namedBy } from "./terraform-types.ts";

/** The service that a resource belongs to, from its ARN or its Terraform type; null where only Terraform knows. */
export function serviceOf(reference: Reference): string | null {
  const outline = outlineOf(reference);
  if (outline !== null) return hasHole(outline.service) ? null : outline.service;
  const named = namedBy(reference);
  return named.kind === "type" ? named.service : null;
}

/** `sns.amazonaws.com`, `sns.eu-west-1.amazonaws.com`; Alexa's end in amazon.com, and China's, for a few services, in .com.cn. */
export function isServicePrincipal(text: string): boolean {
  return servicePrincipal.test(text);
}

const servicePrincipal = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.com(\.cn)?$/;

/** What a service principal says beside whose it is: `sns`, `lambda.alarms.cloudwatch`. */
export function serviceInPrincipal(principal: string): string {
  return principal.replace(/\.amazon(aws)?\.com(\.cn)?$/, "");
}
