import type { Reference } from "../../grants.ts";
import type { Intents, Naming } from "../../iam/actions/intents.ts";
import { see } from "../../iam/actions/resources.ts";
import { HOLE, type Home, isLiteral, join, literal, outlineText, partsOf, splitArn } from "../../iam/arn.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { article } from "../../iam/reference/wording.ts";
import { dnsSuffixOf } from "../../iam/regions.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { Meant } from "../function/intent.ts";

/** By which text code names a thing in a call: its name, its ARN or its URL, from the ARN or the Terraform resource that it is. */

/** That text; a sentence where it cannot be told; null where what is wrong with the thing was told. */
export function namedThing({ of, resource }: Meant, home: Home): Reference | { readonly untold: string } | null {
  const actions = Object.values(of.words).flatMap((steps) => steps.flatMap((step) => step.actions));
  const [seen] = see(
    resource,
    actions.flatMap((action) => findAction(action) ?? []),
    home,
  );
  if (seen === null) return null;
  const [first] = partsOf(seen.reference);
  const named = first?.kind === "expression" ? ofExpression(seen.reference, of) : ofArn(seen.reference, resource.value, of, home);
  if ("untold" in named) return named;
  return isOne(named) ? named : { untold: "a variable names one thing, and this may be several" };
}

/** Whether a text has no wildcard and no variable of IAM's. */
function isOne(named: Reference): boolean {
  return partsOf(named).every((part) => part.kind === "expression" || !/[*?]|\$\{/.test(part.text));
}

const byWords: Readonly<Record<Naming["by"], string>> = { name: "name", arn: "ARN", url: "URL" };

function untold({ named }: Intents): { readonly untold: string } {
  return { untold: `code names this by its ${byWords[named.by]}, which an ARN that only Terraform knows does not tell` };
}

/** Of a resource, its attribute; of any other expression, what stands behind it, or the ARN itself where a call takes that. */
function ofExpression(arn: Reference, of: Intents): Reference | { readonly untold: string } {
  const { by, attributes, behind, orArn, part } = of.named;
  const [first, ...others] = partsOf(arn);
  const rest = join(...others);
  const found = first?.kind === "expression" ? traversalOf(first.code) : null;
  const attribute = found === null ? undefined : attributes[found.terraformType];
  const isWhole = others.length === 0 || (behind === "apart" && outlineText(rest).startsWith("/"));
  if (found !== null && attribute !== undefined && isWhole) return { kind: "expression", code: `${found.resource}.${attribute}` };
  if (others.length > 0) return (behind === "name" ? cut(rest, part) : null) ?? untold(of);
  return by === "arn" || orArn === true ? arn : untold(of);
}

function ofArn(arn: Reference, written: Reference, of: Intents, home: Home): Reference | { readonly untold: string } {
  const { by, part, orArn } = of.named;
  const [partition, , region, account, resource] = splitArn(arn) ?? [];
  if (partition === undefined || region === undefined || account === undefined || resource === undefined)
    return by === "arn" || orArn === true ? arn : untold(of);
  if (by === "url") return urlOf({ partition, region, account, resource });
  const isElsewhere = isLiteral(account) && account.text !== "" && isLiteral(home.account) && account.text !== home.account.text;
  if (by === "arn" && (isOne(arn) || isElsewhere)) return arn;
  if (isElsewhere)
    return orArn === true
      ? arn
      : { untold: "the name alone is of a thing in the function's own account, and this is in another" };
  // The ARN of a parameter does not tell `/rate` from `rate`; a short name does.
  if (of.key === "parameter" && outlineText(written).startsWith("/")) return written;
  const nameless = { untold: `this ARN holds no name by which code could call ${article(of.type)}` };
  return cut(resource, part) ?? (by === "arn" ? arn : nameless);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function urlOf(arn: Readonly<Record<"partition" | "region" | "account" | "resource", Reference>>) {
  const domain = domainOf(arn.partition);
  if (domain === null) return { untold: "the domain of a queue's URL is not known where its partition is not" };
  return join("https://sqs.", arn.region, ".", domain, "/", arn.account, "/", arn.resource);
}

/** https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
function domainOf(partition: Reference): Reference | null {
  if (!isLiteral(partition))
    return partition.kind === "expression" && /^data\.aws_partition\.lambdagrant(?:_[\w-]+)?\.partition$/.test(partition.code)
      ? { kind: "expression", code: partition.code.replace(/partition$/, "dns_suffix") }
      : null;
  const domain = dnsSuffixOf(partition.text);
  return domain === undefined ? null : literal(domain);
}

/** The group of a pattern in a text with expressions, each of which is as a letter of a name. */
function cut(text: Reference, part: RegExp): Reference | null {
  const outline = outlineText(text);
  const found = new RegExp(part.source, "d").exec(outline);
  const [from, to] = found?.indices?.slice(1).find((group) => group !== undefined) ?? [];
  if (from === undefined || to === undefined) return null;
  let at = 0;
  return join(
    ...partsOf(text).map((piece) => {
      const start = at;
      at += piece.kind === "literal" ? piece.text.length : HOLE.length;
      if (piece.kind === "expression") return start >= from && at <= to ? piece : "";
      return piece.text.slice(Math.max(from - start, 0), Math.max(to - start, 0));
    }),
  );
}
