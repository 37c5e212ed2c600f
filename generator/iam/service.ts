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
