import type { Expression, Reference } from "../../grants.ts";
import { expression, isLiteral, join, literal, outlineOf, partsOf, splitArn } from "../../iam/arn.ts";
import { findAction, findService, type ResourceType, servicesOfArn } from "../../iam/reference/reference.ts";
import { typesNamed } from "../../iam/reference/type-matching.ts";
import { partitions } from "../../iam/regions.ts";
import { isOneName, namedBy } from "../../iam/terraform-types.ts";

/**
 * What an expression of Terraform can be, by what it reads and where it stands: the ARN of a bucket holds no slash behind the bucket's
 * name, an account has twelve digits.
 */

/** Whether an expression can be this text, wherever it stands. */
export function canBe(code: string, value: string): boolean {
  const named = namedBy(expression(code));
  if (named.kind === "type") {
    const type = findService(named.service)?.type(named.type);
    return type === undefined || typesOf(literal(value)).includes(type);
  }
  if (named.kind === "not-an-arn" && value.startsWith("arn:")) return false;
  return !isOneName(code) || !/[/:]/.test(value);
}

/** What stands alone in a part of an ARN, part by part; null where AWS has no form for it. */
const forms: readonly (RegExp | null)[] = [
  new RegExp(`^(${Object.keys(partitions).join("|")})$`),
  null,
  // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
  /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  /^\d{12}$/,
  null,
];

/** Whether an expression inside a part of an ARN, counted behind `arn:`, can be this text. */
export function canBePart(part: Reference, index: number, code: string, value: string): boolean {
  if (!canBe(code, value)) return false;
  if (part.kind === "expression") return forms[index]?.test(value) ?? !(index < 4 && value.includes(":"));
  if (!/[/:]/.test(value)) return true;
  // A name is one word, unless more than its kind stands before it: `parameter/${var.path}`.
  const [before] = partsOf(part);
  return index === 4 && before !== undefined && isLiteral(before) && /[/:]/.test(before.text);
}

/** Whether an ARN still names what it named, now that its expressions are known: an index is no table. */
export function namesTheSame(open: Reference, filled: Reference): boolean {
  const short = join(...partsOf(open).map((part) => (part.kind === "expression" ? literal("x") : part)));
  // Only the resource says of which type it is.
  const resource = splitArn(short)?.[4];
  const parts = splitArn(filled);
  if (resource === undefined || parts === null) return true;
  const before = typesOf(join("arn:", ...parts.slice(0, 4).flatMap((part) => [part, ":"]), resource));
  const now = typesOf(filled);
  return before.length === 0 || before[0] === now[0];
}

/** Whether an ARN names something of the kind that it seems to name, whatever of what a pattern takes stands for one of its expressions. */
export function staysOfItsKind(arn: Reference, open: Expression, pattern: string): boolean {
  const typesWith = (text: string) =>
    typesOf(
      join(...partsOf(arn).map((part) => (part === open ? literal(text) : part.kind === "expression" ? literal("x") : part))),
    );
  const meant = typesWith("x");
  return ["x/x", "x:x"].every(
    (text) => meant.length === 0 || !new RegExp(pattern).test(text) || typesWith(text).some((type) => meant.includes(type)),
  );
}

/** Whether an action can act on what an ARN names. */
export function canActOn(action: string, arn: Reference): boolean {
  const found = findAction(action);
  if (found === undefined || found.types.length === 0) return true;
  return typesOf(arn).some((type) => found.types.includes(type));
}

function typesOf(arn: Reference): readonly ResourceType[] {
  const outline = outlineOf(arn);
  if (outline === null) return [];
  return typesNamed(
    outline,
    servicesOfArn(outline.service).flatMap((prefix) => findService(prefix)?.types ?? []),
  );
}
