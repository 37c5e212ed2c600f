import { distance } from "fastest-levenshtein";
import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { HOLE, hasHole, type Home, NAME, type Outline, outlineOf, outlineText, partsOf, textOf } from "./arn.ts";
import { checkArnParts } from "./arn-parts.ts";
import { morePatternsOfAction } from "./exceptions.ts";
import { hasGlob } from "./glob.ts";
import { matchesPattern, outlineOfPattern, partsOfPattern, patternsOf, typesNamed } from "./matching.ts";
import { type Action, arnServices, findService, type ResourceType, servicesOfArn } from "./reference.ts";
import { partitionOf, partitions } from "./regions.ts";
import { rightArn } from "./right-arn.ts";
import { composeShortName } from "./short-names.ts";
import { arnAttributeOf, isOneName, namedBy, traversalOf } from "./terraform-types.ts";
import { article, noun, shapeOf } from "./wording.ts";

/** What one resource of an entry names, and what is wrong with it whatever the action. */

export interface Placed<T> {
  readonly value: T;
  readonly span: Span;
}

export interface Seen {
  readonly placed: Placed<Reference>;
  /** As it is granted: a short name is an ARN here. */
  readonly reference: Reference;
  /** `"*"`, an ARN, an expression of a known Terraform type, or one that only Terraform knows. */
  readonly kind: "everything" | "arn" | "named" | "unknown";
  /** What it can look like; several where a type has several ARNs. */
  readonly outlines: readonly Outline[];
  /** The types that it names: of the services of the entry's actions, or of its own service where it names none of theirs. */
  readonly named: readonly ResourceType[];
  /** The type of the expression that it begins with. */
  readonly base: ResourceType | null;
}

/** Reads one resource of an entry; mistakes are the second value, and then the first is null. */
export function see(placed: Placed<Reference>, actions: readonly Action[], home: Home): readonly [Seen | null, readonly Diagnostic[]] {
  const { value, span } = placed;
  if (value.kind === "literal" && value.text === "*") return [seen(placed, "everything", value, []), []];
  const broken = checkText(value, span);
  if (broken !== null) return [null, [broken]];
  const [first] = partsOf(value);
  if (first?.kind === "expression") return seeExpression(placed, actions);
  const text = first?.text ?? "";
  if (text.startsWith("arn:")) return seeArn(placed, value, actions, home);
  const notAnArn = checkForms(value, span);
  if (notAnArn !== null) return [null, [notAnArn]];
  const composed = composeShortName(placed, actions, home);
  if ("severity" in composed) return [null, [composed]];
  return seeArn(placed, composed, actions, home);
}

/** True where an action acts on what the resource names, or where only Terraform knows whether it does. */
export function actsOn(action: Action, resource: Seen): boolean {
  if (resource.kind === "everything" || resource.kind === "unknown") return true;
  if (action.types.some((type) => resource.named.includes(type))) return true;
  const more = morePatternsOfAction[action.full]?.patterns ?? [];
  return resource.outlines.some((outline) => more.some((pattern) => matchesPattern(outline, action.service, pattern)));
}

/** Where an ARN reaches further than one account's things of one service in one region; null where it does not. */
export function reachOf(seen: Seen): string | null {
  if (seen.kind === "everything") return '"*" reaches everything';
  if (seen.kind !== "arn") return null;
  const [outline] = seen.outlines;
  if (outline === undefined) return null;
  for (const part of ["partition", "service", "region", "account"] as const) {
    const fixed = seen.named.some((type) => type.patterns.some((pattern) => hasGlob(partsOfPattern(pattern)[part])));
    if (hasGlob(outline[part]) && !fixed) return `a wildcard in the ${part} of "${textOf(seen.placed.value)}" reaches every ${part}`;
  }
  return /^[*?/:]+$/.test(outline.resource) ? `"${textOf(seen.placed.value)}" names nothing, so it reaches everything of ${outline.service}` : null;
}

function seen(placed: Placed<Reference>, kind: Seen["kind"], reference: Reference, outlines: readonly Outline[], named: readonly ResourceType[] = [], base: ResourceType | null = null): Seen {
  return { placed, kind, reference, outlines, named, base };
}

function seeExpression(placed: Placed<Reference>, actions: readonly Action[]): readonly [Seen | null, readonly Diagnostic[]] {
  const { value, span } = placed;
  const named = namedBy(value);
  switch (named.kind) {
    case "unknown":
      return [seen(placed, "unknown", value, []), []];
    case "not-an-arn": {
      const [first, ...behind] = partsOf(value);
      const code = first?.kind === "expression" ? first.code : "";
      const attribute = arnAttributeOf(named.terraformType);
      const right = `\${${traversalOf(code)?.resource}.${attribute}}${behind.map(textOf).join("")}`;
      const what = named.attribute === "url" ? "a URL" : "a name";
      return [null, [error("invalid-arn", span, `${code} is ${what}, not an ARN`, attribute === null ? undefined : `write ${right}`)]];
    }
    case "type": {
      const base = findService(named.service)?.type(named.type) ?? null;
      if (base === null) return [seen(placed, "unknown", value, []), []];
      const outlines = base.patterns.map((pattern) => {
        const outline = outlineOfPattern(base.service, pattern);
        // An execution ARN ends behind the API's id, with or without a stage.
        const resource = base.service === "execute-api" ? HOLE : outline.resource;
        return { ...outline, resource: resource + named.rest };
      });
      const found = namedTypes(outlines, actions, base.service);
      return [seen(placed, "named", value, outlines, found.length > 0 ? found : named.rest === "" ? [base] : [], base), []];
    }
  }
}

function seeArn(placed: Placed<Reference>, reference: Reference, actions: readonly Action[], home: Home): readonly [Seen | null, readonly Diagnostic[]] {
  const { span } = placed;
  const whole = outlineOf(reference);
  if (whole === null) {
    // An expression before the fifth colon may hold the colons that are missing.
    if (partsOf(reference).some(({ kind }) => kind === "expression")) return [seen(placed, "unknown", reference, []), []];
    return [null, [error("invalid-arn", span, "an ARN has six parts, arn:partition:service:region:account:resource", `write ${sixParts(textOf(reference), actions, home)}`)]];
  }
  const outline = { ...whole, resource: resourceOutline(reference, whole) };
  const unknownService = checkService(outline, span);
  if (unknownService !== null) return [null, [unknownService]];
  const wrong = checkParts(outline, reference, span);
  if (wrong.length > 0) return [null, wrong];

  const named = namedTypes([outline], actions, outline.service);
  const result = seen(placed, "arn", reference, [outline], named);
  if (named.length > 0) {
    const secret = checkSecret(result, span);
    return secret === null ? [result, []] : [null, [secret]];
  }
  // What AWS cannot scope is wrong on any ARN, of whatever shape.
  const scopable = actions.filter(({ types }) => types.length > 0);
  if (outline.resource === "*" || scopable.length === 0 || scopable.some((action) => actsOn(action, result))) return [result, []];
  const anywhere = namedTypes([outline], actions, outline.service, true);
  if (anywhere.length > 0) return [null, [checkPlace(result, anywhere, span, home)]];
  const wanted = actions.flatMap(({ types }) => types).filter((type) => type.patterns.some((pattern) => partsOfPattern(pattern).service === outline.service));
  const message = `${outline.service} has no ARN of this shape`;
  // "uploads/" lacks the name behind the slash.
  const longer = /[/:]$/.test(outline.resource) ? namedTypes([{ ...outline, resource: `${outline.resource}*` }], actions, outline.service) : [];
  if (longer.length > 0) return [null, [error("invalid-arn", span, message, `write ${textOf(reference)}*`)]];
  const shapes = wanted.length > 0 ? wanted : typesOfArnService(outline.service).slice(0, 3);
  return [null, [error("invalid-arn", span, message, rightArn(result, shapes, home))]];
}

/** The types of the actions' services that these outlines name; else those of the ARN's own service. */
function namedTypes(outlines: readonly Outline[], actions: readonly Action[], service: string, anywhere = false): readonly ResourceType[] {
  const services = [...new Set(actions.map((action) => action.service))];
  const ours = services.flatMap((prefix) => outlines.flatMap((outline) => typesNamed(outline, findService(prefix)?.types ?? [], anywhere)));
  if (ours.length > 0) return [...new Set(ours)];
  const own = hasGlob(service) || hasHole(service) ? [] : typesOfArnService(service);
  return [...new Set(outlines.flatMap((outline) => typesNamed(outline, own, anywhere)))];
}

function typesOfArnService(service: string): readonly ResourceType[] {
  const prefixes = servicesOfArn(service);
  const prefix = prefixes.includes(service) ? service : prefixes[0];
  return prefix === undefined ? [] : (findService(prefix)?.types ?? []);
}

/** The resource part, in which an expression that is one name is known as such: `arn:aws:s3:::${aws_s3_bucket.uploads.id}` is a bucket. */
function resourceOutline(reference: Reference, whole: Outline): string {
  const pieces = partsOf(reference);
  if (!pieces.some((piece) => piece.kind === "expression" && isOneName(piece.code))) return whole.resource;
  const text = pieces.map((piece) => (piece.kind === "literal" ? piece.text : isOneName(piece.code) ? NAME : HOLE)).join("");
  // One mark stands for each expression in either text, so the resource is as long in both.
  return text.slice(text.length - whole.resource.length);
}

function checkText(value: Reference, span: Span): Diagnostic | null {
  for (const piece of partsOf(value)) {
    if (piece.kind !== "literal") continue;
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
    if (piece.text.includes("&{")) return error("invalid-arn", span, 'Terraform would turn "&{" into "${" here', "write IAM's own variables as ${aws:username}");
    const rest = piece.text.replaceAll(/\$\{[^{}]*\}/g, "");
    if (rest.includes("${")) return error("invalid-arn", span, '"${" without its "}"', "close the variable: ${aws:username}");
    if (/\s/.test(piece.text)) return error("invalid-arn", span, "an ARN holds no spaces");
  }
  return outlineText(value) === "" ? error("invalid-arn", span, "this resource is empty") : null;
}

/** Addresses that people take for ARNs. */
function checkForms(value: Reference, span: Span): Diagnostic | null {
  const text = textOf(value);
  const write = (arn: string) => `write ${arn}`;
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
  const queue = /^https?:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(\.cn)?\/(\d+)\/([^/?]+)$/.exec(text);
  if (queue !== null) {
    const [, region, legacy, china, account, name] = queue;
    return error("invalid-arn", span, "this is the URL of a queue, not its ARN", write(`arn:${china ? "aws-cn" : "aws"}:sqs:${region ?? legacy}:${account}:${name}`));
  }
  const object = /^(?:s3:\/\/|https?:\/\/)([^/.]+)(?:\.s3[a-z0-9.-]*\.amazonaws\.com)?(?:\/(.*))?$/.exec(text);
  if (object !== null && (text.startsWith("s3://") || text.includes(".s3"))) {
    const [, bucket, key] = object;
    return error("invalid-arn", span, "this is the address of a bucket or an object, not its ARN", write(`arn:aws:s3:::${bucket}${key ? `/${key}` : ""}`));
  }
  if (text.includes("://")) return error("invalid-arn", span, "this is a URL, not an ARN");
  if (/^arn:/i.test(text)) return error("invalid-arn", span, "an ARN begins with arn: in small letters", write(`arn:${text.slice(4)}`));
  return null;
}

function checkService(outline: Outline, span: Span): Diagnostic | null {
  const { service } = outline;
  if (hasHole(service) || hasGlob(service) || servicesOfArn(service).length > 0) return null;
  if (service === "") return error("invalid-arn", span, "this ARN names no service", "write arn:partition:service:region:account:resource");
  const near = nearest(service, arnServices());
  return error("invalid-arn", span, `AWS has no ARN with the service "${service}"`, near === undefined ? undefined : `did you mean arn:${outline.partition}:${near}:…?`);
}

/** Partition, region and account, whatever the type; with the nearest of those that AWS lists. */
function checkParts(outline: Outline, reference: Reference, span: Span): readonly Diagnostic[] {
  const { partition, region } = outline;
  const plain = (text: string) => text !== "" && !hasHole(text) && !hasGlob(text);
  const swapped = (index: number, word: string) => `write ${textOf(reference).split(":").with(index, word).join(":")}`;
  if (plain(partition) && !Object.hasOwn(partitions, partition)) {
    return [error("invalid-arn", span, `"${partition}" is no partition of AWS`, swapped(1, nearest(partition, Object.keys(partitions)) ?? "aws"))];
  }
  if (plain(region)) {
    const home = partitionOf(region);
    const near = home === null ? nearest(region, Object.values(partitions).flat()) : undefined;
    if (near !== undefined) return [error("invalid-arn", span, `AWS lists no region "${region}"`, `did you mean ${near}?`)];
    if (home !== null && plain(partition) && home !== partition) {
      return [error("invalid-arn", span, `the region ${region} lies in the partition ${home}, not in ${partition}`, swapped(1, home))];
    }
  }
  return [...checkArnParts(outline, span, { region: null, account: null })];
}

/** The type is right, and the region or account is where it has none, or is missing. */
function checkPlace(result: Seen, types: readonly ResourceType[], span: Span, home: Home): Diagnostic {
  const [outline] = result.outlines;
  const [type] = types;
  if (outline === undefined || type === undefined) throw new Error("a place is checked of an ARN that names a type");
  const patterns = types.flatMap(patternsOf).map(partsOfPattern);
  const said = (["region", "account"] as const).flatMap((part) => {
    if (outline[part] === "" && patterns.every((pattern) => pattern[part] !== "")) return [article(part)];
    return outline[part] !== "" && patterns.every((pattern) => pattern[part] === "") ? [`no ${part}`] : [];
  });
  const message = said.length === 0 ? `this is not where ${article(noun(type))} lies` : `the ARN of ${article(noun(type))} has ${said.join(" and ")}`;
  return error("invalid-arn", span, message, rightArn({ ...result, named: types }, types, home));
}

/**
 * The ARN of a secret ends in a hyphen and six random characters; `-??????` stands for them.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 */
function checkSecret(result: Seen, span: Span): Diagnostic | null {
  const [outline] = result.outlines;
  if (outline?.service !== "secretsmanager" || !result.named.some(({ name }) => name === "Secret")) return null;
  if (/(-[A-Za-z0-9?]{6}|[*}]|[\u{F0000}-\u{F000F}])$/u.test(outline.resource)) return null;
  return error("invalid-arn", span, "the ARN of a secret ends in six random characters, so this one never matches", `write ${textOf(result.reference)}-??????`);
}

/** A text with too few colons, put into the shape that the actions want. */
function sixParts(text: string, actions: readonly Action[], home: Home): string {
  const type = actions.flatMap(({ types }) => types)[0];
  const pattern = type?.patterns[0];
  if (pattern === undefined) return "arn:partition:service:region:account:resource";
  const last = text.split(":").at(-1) ?? "";
  const shape = partsOfPattern(pattern);
  const variables = shape.resource.match(/\$\{\w+\}/g) ?? [];
  // "arn:aws:sqs:orders": the last part is the name, if the kind of resource has one name.
  return variables.length === 1 && last !== "" && !last.includes("/") && variables[0] !== undefined ? shapeOf(pattern.replace(variables[0], () => last), home) : shapeOf(pattern, home);
}

/** The nearest of some words, where it is near enough to be what was meant. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const other of words) {
    if (Math.abs(other.length - word.length) > limit) continue;
    const far = distance(word.toLowerCase(), other.toLowerCase());
    if (far <= limit && (best === undefined || far < best.far)) best = { word: other, far };
  }
  return best?.word;
}
