import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { type Home, hasHole, partsOf, textOf } from "../arn.ts";
import { wholeOf } from "../bare-reference.ts";
import { isUrl } from "../embedded.ts";
import type { Action } from "../reference/reference.ts";
import { article, mainTypes, shapeOf } from "../reference/wording.ts";
import {
  arnAttributeOf,
  attributeFor,
  mayBeArn,
  meantBy,
  namedBy,
  terraformTypes,
  traversalOf,
  unnamedBy,
} from "../terraform-types.ts";

/** A value that begins with an expression of Terraform's, and comes out as no ARN that matches: each with the attribute that was meant. */
export function checkExpression(value: Reference, span: Span, actions: readonly Action[], home: Home): Diagnostic | null {
  const [first, ...behind] = partsOf(value);
  if (first?.kind !== "expression") return null;
  const { code } = first;
  const rest = behind.map(textOf).join("");
  const whole = wholeOf(code);
  if (whole !== null) {
    const right = whole.attribute === null ? exampleOf(actions, home) : `\${${code}.${whole.attribute}}${rest}`;
    return error("invalid-arn", span, `${code} is a whole ${whole.noun}, not an ARN`, `write ${right}`);
  }
  if (neverArn.test(code)) return error("invalid-arn", span, `${code} is no ARN`, `write ${exampleOf(actions, home)}`);
  const traversal = traversalOf(code);
  if (traversal === null) return null;
  const { terraformType, resource, attribute } = traversal;
  const of = (name: string) => `write \${${resource}.${name}}${rest}`;
  const other = unnamedBy(terraformType, attribute);
  if (other !== null)
    return error("invalid-arn", span, `${code} is the ARN of ${article(other.noun)}, which no policy names`, of(other.instead));
  const isName = namedBy(value).kind === "not-an-arn";
  if (!isName && mayBeArn(traversal)) return checkBehindSecret(value, span);
  const wanted = mainTypes(actions).map(({ service, name }) => attributeFor(terraformType, service, name));
  const right = wanted.find((one) => one !== null) ?? arnAttributeOf(terraformType);
  return error(
    "invalid-arn",
    span,
    `${code} is ${whatIs(`${terraformType}.${attribute}`, isName)}`,
    right === null ? `write ${exampleOf(actions, home)}` : of(right),
  );
}

/** Attributes of what lies in no cloud: ids and random letters, but for those in which people keep what they like. */
const neverArn =
  /^(?:data\.)?(?:random|null|time|tls|archive)_[a-z0-9_]+\.[\w-]+(?:\[[^\][]*\])?\.(?!(?:keepers|triggers|inputs?|outputs?)$)[a-z_][a-z0-9_]*$/;

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue: its id is its URL. */
function whatIs(attribute: string, isName: boolean): string {
  if (isUrl(attribute)) return "a URL, not an ARN";
  if (attribute.endsWith("invoke_arn")) return "the address of an integration, not the ARN of a resource";
  return isName ? "a name, not an ARN" : "no ARN";
}

/** An ARN of what the actions act on: the attribute of the plainest resource that is one, else its shape. */
function exampleOf(actions: readonly Action[], home: Home): string {
  const [type] = mainTypes(actions);
  if (type === undefined) return "the attribute that is its ARN";
  const [best] = [...terraformTypes()]
    .filter((one) => one.attribute.endsWith("arn") && one.service === type.service && one.type === type.name)
    .sort((a, b) => a.terraformType.length - b.terraformType.length);
  return best === undefined ? shapeOf(type.patterns[0] ?? "", home) : `\${${best.terraformType}.NAME.${best.attribute}}`;
}

/**
 * What Terraform has of a secret is its whole ARN, with the six random characters.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret
 */
function checkBehindSecret(value: Reference, span: Span): Diagnostic | null {
  const named = meantBy(value);
  if (named.kind !== "type" || named.type !== "Secret" || hasHole(named.rest) || /^\**$/.test(named.rest)) return null;
  const [first] = partsOf(value);
  return error(
    "invalid-arn",
    span,
    `this attribute ends in the six random characters of the secret, so with "${named.rest}" behind it it never matches`,
    first === undefined ? undefined : `write ${textOf(first)}`,
  );
}
