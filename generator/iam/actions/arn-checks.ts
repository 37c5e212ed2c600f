import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Reference } from "../../grants.ts";
import { type Home, hasHole, isLiteral, type Outline, outlineText, partsOf, textOf } from "../arn.ts";
import { checkArnParts, crossing, misplacedVariable, variableOutOfPlace } from "../arn-parts.ts";
import type { Seen } from "../asked.ts";
import { hintForBareReference } from "../bare-reference.ts";
import { unknownVariable } from "../conditions/policy-variables.ts";
import { hasGlob, inPattern } from "../glob.ts";
import { arnOfQueue, readQueueUrl } from "../reference/queue-url.ts";
import { type Action, arnServices, findService, type ResourceType, servicesOfArn } from "../reference/reference.ts";
import { partsOfPattern, patternsOf } from "../reference/type-patterns.ts";
import { article, noun, shapeOf } from "../reference/wording.ts";
import { dnsSuffixes, dnsSuffixOf, isPartition, partitionOf, partitions } from "../regions.ts";
import { rightArn } from "./right-arn.ts";

/** What is wrong with the text of an ARN, whatever the action; each with the ARN that was meant, where it can be told. */

/** What no ARN may hold, whatever it names. */
export function checkText(value: Reference, span: Span): Diagnostic | null {
  for (const piece of partsOf(value)) {
    if (piece.kind !== "literal") continue;
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
    if (piece.text.includes("&{"))
      return error(
        "invalid-arn",
        span,
        'Terraform would turn "&{" into "${" here',
        "write IAM's own variables as ${aws:username}",
      );
    const rest = piece.text.replaceAll(/\$\{[^{}]*\}/g, "");
    if (rest.includes("${")) return error("invalid-arn", span, '"${" without its "}"', "close the variable: ${aws:username}");
    const unknown = unknownVariable(piece.text);
    if (unknown !== null) {
      const hint = `IAM's are as \${aws:PrincipalTag/team}; where the text itself is meant, write \${$}${unknown.slice(1)}`;
      return error("invalid-arn", span, `IAM would read ${unknown} as a variable, and knows none of this name`, hint);
    }
    if (/\n$/.test(outlineText(value)))
      return error(
        "invalid-arn",
        span,
        "a new line stands behind this resource: a text below `|` ends with one",
        `write ${textOf(value).trim()} behind the colon, or \`|-\` in the place of \`|\``,
      );
    if (/^\s|\s$/.test(outlineText(value))) return error("invalid-arn", span, "a space stands before or behind this resource");
  }
  const several = textOf(value).split(/\s*[,;]\s*|\s+/);
  if (several.length > 1 && several.every((one) => one.startsWith("arn:")))
    return error(
      "invalid-arn",
      span,
      "these are several resources, and one text is one",
      `write a list: [${several.map((one) => JSON.stringify(one)).join(", ")}]`,
    );
  return outlineText(value) === "" ? error("invalid-arn", span, "this resource is empty") : null;
}

/** Addresses that people take for ARNs. */
export function checkForms(value: Reference, span: Span, home: Home): Diagnostic | null {
  const text = textOf(value);
  const write = (arn: string) => `write ${arn}`;
  const bareHint = hintForBareReference(text);
  if (bareHint !== null) return error("invalid-arn", span, `"${text}" is a name here, not a Terraform reference`, bareHint);
  const queue = readQueueUrl(text);
  if (queue !== null) {
    const abroad = crossing(queue.partition, home);
    return abroad === null
      ? error("invalid-arn", span, "this is the URL of a queue, not its ARN", write(arnOfQueue(queue)))
      : error("invalid-arn", span, abroad);
  }
  const object = objectAddress.exec(text);
  if (object !== null && (text.startsWith("s3://") || text.includes(".s3"))) {
    const [, bucket, suffix, key] = object;
    const { partition } = home;
    // What lies in another partition has an ARN there, which is nothing to write here.
    const isHere = suffix === undefined || !isLiteral(partition) || dnsSuffixOf(partition.text) === suffix;
    return error(
      "invalid-arn",
      span,
      "this is the address of a bucket or an object, not its ARN",
      isHere ? write(`arn:aws:s3:::${bucket}${key ? `/${key}` : ""}`) : undefined,
    );
  }
  if (text.includes("://")) return error("invalid-arn", span, "this is a URL, not an ARN");
  if (/^arn:/i.test(text))
    return error("invalid-arn", span, "an ARN begins with arn: in small letters", write(`arn:${text.slice(4)}`));
  return null;
}

const suffixes = Object.values(dnsSuffixes).map(inPattern).join("|");
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html, in any partition. */
const objectAddress = new RegExp(`^(?:s3://|https?://)([^/.]+)(?:\\.s3(?:[.-][a-z0-9.-]*)?\\.(${suffixes}))?(?:/(.*))?$`);

/** A service that no ARN of AWS has, and a variable where IAM reads none. */
export function checkService(outline: Outline, span: Span): Diagnostic | null {
  const { service } = outline;
  const variable = variableOutOfPlace(outline);
  if (variable !== null) return misplacedVariable(variable, span);
  if (hasHole(service) || hasGlob(service) || servicesOfArn(service).length > 0) return null;
  if (service === "")
    return error("invalid-arn", span, "this ARN names no service", "write arn:partition:service:region:account:resource");
  const near = nearest(service, arnServices());
  return error(
    "invalid-arn",
    span,
    `AWS has no ARN with the service "${service}"`,
    near === undefined ? undefined : `did you mean arn:${outline.partition}:${near}:…?`,
  );
}

/** Partition, region and account, whatever the type; with the nearest of those that AWS lists. */
export function checkParts(outline: Outline, reference: Reference, span: Span, home: Home): readonly Diagnostic[] {
  const { partition, region, account } = outline;
  const plain = (text: string) => text !== "" && !hasHole(text) && !hasGlob(text);
  const swapped = (index: number, word: string) => `write ${textOf(reference).split(":").with(index, word).join(":")}`;
  if (plain(partition) && !isPartition(partition)) {
    return [
      error(
        "invalid-arn",
        span,
        `"${partition}" is no partition of AWS`,
        swapped(1, nearest(partition, Object.keys(partitions)) ?? "aws"),
      ),
    ];
  }
  if (plain(region)) {
    const lies = partitionOf(region);
    const near = lies === null ? nearest(region, Object.values(partitions).flat()) : undefined;
    if (near !== undefined) return [error("invalid-arn", span, `AWS lists no region "${region}"`, `did you mean ${near}?`)];
    if (lies !== null && plain(partition) && lies !== partition) {
      return [
        error("invalid-arn", span, `the region ${region} lies in the partition ${lies}, not in ${partition}`, swapped(1, lies)),
      ];
    }
  }
  const message = plain(partition) ? crossing(partition, home) : null;
  if (message !== null) {
    return [error("invalid-arn", span, message, plain(region) ? undefined : swapped(1, textOf(home.partition)))];
  }
  // A few kinds of things lie in no account but have a word in its place: arn:aws:connect:eu-west-1:aws:view/….
  const word =
    /^[a-z]/.test(account) &&
    typesOfArnService(outline.service).some(({ patterns }) =>
      patterns.some((pattern) => partsOfPattern(pattern).account === account),
    );
  return [...checkArnParts(word ? { ...outline, account: "" } : outline, span, { region: null, account: null })];
}

/** The type is right, and the region or account is where it has none, or is missing. */
export function checkPlace(result: Seen, types: readonly ResourceType[], span: Span, home: Home): Diagnostic {
  const [outline] = result.outlines;
  const [type] = types;
  if (outline === undefined || type === undefined) throw new Error("a place is checked of an ARN that names a type");
  const patterns = types.flatMap(patternsOf).map(partsOfPattern);
  const said = (["region", "account"] as const).flatMap((part) => {
    if (outline[part] === "" && patterns.every((pattern) => pattern[part] !== "")) return [article(part)];
    return outline[part] !== "" && patterns.every((pattern) => pattern[part] === "") ? [`no ${part}`] : [];
  });
  const message =
    said.length === 0
      ? `this is not where ${article(noun(type))} lies`
      : `the ARN of ${article(noun(type))} has ${said.join(" and ")}`;
  return error("invalid-arn", span, message, rightArn({ ...result, named: types }, types, home));
}

/** The end of a secret's ARN. Six small letters are a word of its name's, my-secret, and hardly ever random. */
export const secretEnd = /(-(?![a-z]{6}$|\d{6}$)[A-Za-z0-9?]{6}|\*)$/;

/**
 * The ARN of a secret ends in a hyphen and six random characters; `-??????` stands for them.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 */
export function checkSecret(result: Seen, span: Span): Diagnostic | null {
  const [outline] = result.outlines;
  if (outline?.service !== "secretsmanager" || !result.named.some(({ name }) => name === "Secret")) return null;
  if (secretEnd.test(outline.resource) || /(\}|[\u{F0000}-\u{F000F}])$/u.test(outline.resource)) return null;
  return error(
    "invalid-arn",
    span,
    "the ARN of a secret ends in six random characters, so this one never matches",
    secretHint(textOf(result.reference)),
  );
}

/** What to write of a secret whose last word may be of its name, or what AWS added. */
export function secretHint(text: string): string {
  const word = /-([a-z]{6}|\d{6})$/.exec(text)?.[1];
  const named = `write ${text}-??????`;
  return word === undefined ? named : `${named}; or where AWS added "${word}", ${text.slice(0, -word.length)}??????`;
}

/**
 * The slash that begins a parameter's name is the one behind `parameter`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export function checkParameter(result: Seen, span: Span): Diagnostic | null {
  const [outline] = result.outlines;
  if (outline?.service !== "ssm" || !outline.resource.startsWith("parameter//")) return null;
  return error(
    "invalid-arn",
    span,
    "the leading slash of a parameter's name stands once in its ARN",
    `write ${textOf(result.reference).replace("parameter//", "parameter/")}`,
  );
}

/**
 * The ARN of a rule on the default bus does not name the bus.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
 */
export function checkRule(result: Seen, span: Span): Diagnostic | null {
  const [outline] = result.outlines;
  if (outline?.service !== "events" || !outline.resource.startsWith("rule/default/")) return null;
  return error(
    "invalid-arn",
    span,
    'the ARN of a rule on the default bus does not name the bus "default", so this one never matches',
    `write ${textOf(result.reference).replace("rule/default/", "rule/")}`,
  );
}

/** A text with too few colons, put into the shape that the actions want. */
export function sixParts(text: string, actions: readonly Action[], home: Home): string {
  const type = actions.flatMap(({ types }) => types)[0];
  const pattern = type?.patterns[0];
  if (pattern === undefined) return "arn:partition:service:region:account:resource";
  const last = text.split(":").at(-1) ?? "";
  const shape = partsOfPattern(pattern);
  const variables = shape.resource.match(/\$\{\w+\}/g) ?? [];
  // "arn:aws:sqs:orders": the last part is the name, if the kind of resource has one name.
  return variables.length === 1 && last !== "" && !last.includes("/") && variables[0] !== undefined
    ? shapeOf(
        pattern.replace(variables[0], () => last),
        home,
      )
    : shapeOf(pattern, home);
}

/** The types of the service that an ARN names itself. */
export function typesOfArnService(service: string): readonly ResourceType[] {
  const prefixes = servicesOfArn(service);
  const prefix = prefixes.includes(service) ? service : prefixes[0];
  return prefix === undefined ? [] : (findService(prefix)?.types ?? []);
}
