import type { Reference } from "../../grants.ts";
import { fillArn, isLiteral, literal, outlineOf, splitArn, textOf } from "../../iam/arn.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { typesNamed } from "../../iam/reference/type-matching.ts";
import { partsOfPattern } from "../../iam/reference/type-patterns.ts";
import { mainTypes } from "../../iam/reference/wording.ts";
import { type ReviewedFunction, rulesOfFunction } from "../reviewed.ts";
import type { Denial } from "./denial.ts";
import { functionsThatCan } from "./who-can.ts";

/** What a message calls the thing that was asked for → the ARN by which a policy names it. */

export interface AskedResource {
  /** As the message has it; null where it does not say, or nothing that could be told. */
  readonly said: string | null;
  /** What to ask of the spec. */
  readonly reference: Reference;
  /** What an entry says of it, as YAML; null where only the shape is known. */
  readonly written: string | null;
  /** Why an entry must be wide. */
  readonly broad: string | null;
  readonly hints: readonly string[];
}

/** The resource of a refusal, as the function's spec would name it. */
export function askedResource(of: ReviewedFunction, denial: Denial): AskedResource {
  const { resource } = denial;
  const action = denial.actions[0] ?? "";
  const none = { said: resource, reference: literal("*"), written: null, broad: null, hints: [] };
  if (resource === null || resource === "*") return none;
  // https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html
  if (action === "sns:Publish" && /^\+[\d*]+$/.test(resource))
    return { ...none, written: '"*"', broad: "a phone number is no topic, and has no ARN" };
  if (!resource.startsWith("arn:")) return ofName(of, action, resource) ?? { ...none, said: null };
  const masked = /^(arn:(?:[^:]*:){3})(\*+\d+)(:.*)$/s.exec(resource);
  if (masked === null) return { ...none, reference: literal(resource), written: asWritten(actedOn(action, resource)) };
  const [, before = "", mask = "", behind = ""] = masked;
  const arns = accountsLike(mask, of, denial).map((account) => before + account + behind);
  const allowed = (arn: string) => functionsThatCan([of], action, literal(arn)).some(({ covers }) => covers === "all");
  const arn = arns.find(allowed) ?? arns[0];
  if (arn !== undefined) return { ...none, reference: literal(arn), written: asWritten(actedOn(action, arn)) };
  return {
    ...none,
    reference: literal(before + mask.replaceAll("*", "?") + behind),
    written: asWritten(actedOn(action, `${before}ACCOUNT${behind}`)),
    hints: [`the message hides the account: write the one that ends in ${mask.replaceAll("*", "")} for ACCOUNT`],
  };
}

/**
 * The accounts that API Gateway may mean by `********9012`: the stack's, the caller's, and those that the spec names.
 * https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden
 */
function accountsLike(mask: string, of: ReviewedFunction, { account }: Denial): readonly string[] {
  const own = of.spec.settings.home.account;
  const named = rulesOfFunction(of).role.flatMap(({ rule }) => splitArn(rule.resource)?.[3] ?? []);
  const texts = [own, ...(account === null ? [] : [literal(account)]), ...named].filter(isLiteral).map(({ text }) => text);
  return texts.filter((text) => /^\d{12}$/.test(text) && text.endsWith(mask.replaceAll("*", "")));
}

/** A pattern of which all that stands before the resource is known of a stack. */
const hasHome = /^arn:\$\{Partition\}:[\w-]+:(\$\{Region\})?:(\$\{Account\})?:/;

/** A thing that the call named by its name alone, where its action acts on one kind of things that a name tells. */
function ofName(of: ReviewedFunction, action: string, name: string): AskedResource | null {
  const known = findAction(action);
  const { home } = of.spec.settings;
  if (known === undefined || !/^[\w/+=.@!-]+$/.test(name)) return null;
  const arns = mainTypes([known]).flatMap((type) =>
    type.patterns.slice(0, 1).flatMap((pattern) => {
      const variables = [...partsOfPattern(pattern).resource.matchAll(/\$\{(\w+)\}/g)].map(([, variable]) => variable ?? "");
      const [variable] = variables;
      if (variable === undefined || variables.length > 1 || !hasHome.test(pattern)) return [];
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
      const whole = variable === "SecretId" ? `${name}-??????` : name;
      const arn = fillArn(pattern, home, { [variable]: literal(whole) });
      const outline = outlineOf(arn);
      return outline !== null && typesNamed(outline, [type]).length > 0 ? [arn] : [];
    }),
  );
  const [arn, ...others] = arns;
  if (arn === undefined || others.length > 0) return null;
  // What a stack leaves to Terraform, its specs leave out.
  const written = isLiteral(arn) ? arn.text : textOf(splitArn(arn)?.[4] ?? arn);
  return { said: name, reference: arn, written, broad: null, hints: [] };
}

/** The ARN of a message; S3's ListBucket names the bucket even where the message has a slash behind it. */
function actedOn(action: string, resource: string): string {
  const outline = outlineOf(literal(resource));
  const types = findAction(action)?.types ?? [];
  if (outline === null || typesNamed(outline, types).some((type) => types.includes(type))) return resource;
  return resource.replace(/\/+$/, "");
}

/** A name that was called for is that very text: a wildcard of it matches nothing else, and what looks like an expression is none. */
function asWritten(arn: string): string {
  // Of several things AWS writes a whole name: `arn:aws:rds:eu-west-1:111122223333:db:*`. A bucket's objects may be called so.
  const several = /:\d{12}:(?:.*[:/])?\*$/.test(arn);
  const own = /[*?]|(?<!\$)\$+(?=[*?{])/g;
  const text = (several ? arn.slice(0, -1) : arn).replaceAll(own, (some) => some.replaceAll(/./g, (one) => `\${${one}}`));
  const whole = several ? `${text}*` : text;
  return /^[\w:/.$*?@=+,~{}()-]*[^:]$/.test(whole) ? whole : JSON.stringify(whole);
}
