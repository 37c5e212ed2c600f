import type { Reference } from "../grants.ts";
import { partsOf } from "./arn.ts";
import { isArn, nameAttributeOf, traversalOf } from "./terraform-types.ts";

/** What stands within an ARN or for a part of one: a name, and never an ARN or an address, which would match nothing. */

/** Attributes that are addresses by their name; a provider of OpenID Connect is named by its own, without https://. */
export function isUrl(attribute: string): boolean {
  if (attribute === "aws_iam_openid_connect_provider.url") return false;
  return /[._]url$/.test(attribute) || attribute === "aws_sqs_queue.id";
}

/** Why an expression cannot stand there, and what to write in its place. */
interface Misplaced {
  readonly message: string;
  readonly hint: string;
}

/** The first attribute of AWS's behind the beginning of a value that is an ARN or a URL itself; `whole`: or at its beginning. */
export function misplaced(value: Reference, whole = false): Misplaced | null {
  for (const part of whole ? partsOf(value) : partsOf(value).slice(1)) {
    const traversal = part.kind === "expression" ? traversalOf(part.code) : null;
    if (part.kind === "literal" || traversal === null) continue;
    const { terraformType, resource, attribute } = traversal;
    const arn = isArn(traversal);
    if (!arn && !isUrl(`${terraformType}.${attribute}`)) continue;
    const name = nameAttributeOf(terraformType);
    return {
      message: `\`${part.code}\` is ${arn ? "a whole ARN" : "a URL"}, and stands here for a part of one`,
      hint: name === null ? "write the attribute that is its name, or the ARN alone" : `write \${${resource}.${name}} there`,
    };
  }
  return null;
}
