import type { Reference } from "../grants.ts";
import { partsOf } from "./arn.ts";

/**
 * Why IAM would refuse a policy with this text in it, and what to write; null where it takes all of its letters.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export function beyondPolicies(text: Reference): { readonly message: string; readonly hint: string } | null {
  for (const part of partsOf(text)) {
    const found = part.kind === "literal" ? /[^\t\n\r\u0020-\u00ff]/u.exec(part.text)?.[0] : undefined;
    if (found === undefined) continue;
    const number = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const message = `IAM takes no policy with the character U+${number}: it knows those up to U+00FF`;
    return { message, hint: "write ? in its place, in conditions with a Like operator" };
  }
  return null;
}
