import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { fillArn, type Home, join, outlineOf, outlineText, partsOf, textOf } from "../arn.ts";
import type { Placed } from "../asked.ts";
import { inferenceGeographies } from "../reference/exceptions.ts";
import type { Action, ResourceType } from "../reference/reference.ts";
import { matchesPattern } from "../reference/type-matching.ts";
import { partsOfPattern, patternsOf } from "../reference/type-patterns.ts";
import { article, listing, mainTypes, noun, placeholders, shapeOf } from "../reference/wording.ts";
import { secretEnd, secretHint } from "./arn-checks.ts";

/** Short names of resources: `orders` for a table is its ARN in the stack's partition, region and account. */

/** Actions on a log group itself whose ARN must not end in ":*". https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
const bareLogGroup: ReadonlySet<string> = new Set(["logs:TagResource", "logs:UntagResource", "logs:ListTagsForResource"]);

/** The ARN that a short name means for these actions, or the mistake where that is not clear. */
export function composeShortName(placed: Placed<Reference>, actions: readonly Action[], home: Home): Reference | Diagnostic {
  const { value, span } = placed;
  const text = textOf(value);
  const scopable = actions.filter(({ types }) => types.length > 0);
  const services = [...new Set(scopable.map(({ service }) => service))];
  const [service] = services;
  if (service === undefined) {
    return error(
      "not-scopable",
      span,
      `${listing(actions.map(({ full }) => full))} cannot be scoped: AWS takes only "*"`,
      'leave `resources` out or write "*"',
    );
  }
  if (services.length > 1) {
    const meant = listing(
      services.map((prefix) => article(noun(firstType(scopable.filter((action) => action.service === prefix))))),
    );
    return error(
      "invalid-arn",
      span,
      `"${text}" could be ${meant.replace(" and ", " or ")}`,
      `write its ARN, ${shapes(scopable, home)}`,
    );
  }
  const special = ofService(service, placed, scopable, home);
  if (special !== null) return special;
  const aws = meaningsOf(value, scopable, service, (type) => type.patterns, home);
  const all = aws.length > 0 ? aws : meaningsOf(value, scopable, service, patternsOf, home);
  const whole = all.filter((meaning) => meaning.actions === scopable.length);
  const [one] = whole.length > 0 ? whole : all;
  if (one !== undefined && (whole.length === 1 || all.length === 1)) return one.arn;
  const shown = meaningsOf(value, scopable, service, (type) => type.patterns, placeholders(home)).map(({ arn }) => textOf(arn));
  const message =
    all.length > 1 ? `"${text}" is not an ARN, and it could name several kinds of things` : `"${text}" is not an ARN`;
  return error(
    "invalid-arn",
    span,
    message,
    `write ${all.length > 1 ? listing(shown).replace(" and ", " or ") : shapes(scopable, home)}`,
  );
}

interface Meaning {
  readonly arn: Reference;
  /** How many of the actions act on it. */
  readonly actions: number;
}

function meaningsOf(
  value: Reference,
  actions: readonly Action[],
  service: string,
  patterns: (type: ResourceType) => readonly string[],
  home: Home,
): readonly Meaning[] {
  const meanings = new Map<string, Meaning>();
  for (const pattern of new Set(mainTypes(actions).flatMap(patterns))) {
    const arn = begun(pattern, value, home);
    const outline = arn === null ? null : outlineOf(arn);
    if (arn === null || outline === null || !matchesPattern(outline, service, pattern, "name")) continue;
    const count = actions.filter(({ types }) => types.some((type) => patterns(type).includes(pattern))).length;
    const key = textOf(arn);
    meanings.set(key, { arn, actions: Math.max(count, meanings.get(key)?.actions ?? 0) });
  }
  return [...meanings.values()];
}

/** Services whose short names have rules of their own; null where the general rule does. */
function ofService(
  service: string,
  placed: Placed<Reference>,
  actions: readonly Action[],
  home: Home,
): Reference | Diagnostic | null {
  const { value, span } = placed;
  const text = outlineText(value);
  const fill = (begin: string, name: Reference = value, end = "") => join(fillArn(begin, home, {}), name, end);
  switch (service) {
    case "s3":
      // `uploads` is a bucket, `uploads/*` its objects.
      return /^[^:]+$/.test(text) && !text.startsWith("accesspoint/") ? fill("arn:${Partition}:s3:::") : null;
    case "kms": {
      // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-identifier
      if (/^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text))
        return fill("arn:${Partition}:kms:${Region}:${Account}:key/");
      if (
        text.startsWith("key/") ||
        (text.startsWith("alias/") && actions.some(({ types }) => types.some(({ name }) => name === "alias")))
      )
        return null;
      const hint = `write ${shapeOf("arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}", home)}`;
      if (!text.startsWith("alias/"))
        return error("invalid-arn", span, `"${textOf(value)}" is neither an ARN nor the id of a key`, hint);
      return error("resource-type-mismatch", span, "AWS checks the key behind an alias, never the alias", hint);
    }
    case "secretsmanager": {
      const name = text.startsWith("secret:") ? withoutStart(value, "secret:") : value;
      if (secretEnd.test(text)) return fill("arn:${Partition}:secretsmanager:${Region}:${Account}:secret:", name);
      return error(
        "invalid-arn",
        span,
        "the ARN of a secret ends in six random characters, which a name does not tell",
        secretHint(`secret:${textOf(name)}`),
      );
    }
    case "logs": {
      if (
        /^log-group:/.test(text) ||
        text.includes(":") ||
        !actions.some(({ types }) => types.some(({ name }) => name.startsWith("log-")))
      )
        return null;
      const bare = actions.every(({ full }) => bareLogGroup.has(full));
      return fill("arn:${Partition}:logs:${Region}:${Account}:log-group:", value, bare ? "" : ":*");
    }
    case "bedrock": {
      // anthropic.claude-3-haiku-20240307-v1:0, eu.amazon.nova-lite-v1:0
      const [first = "", ...rest] = text.split(".");
      if (
        rest.length === 0 ||
        /^(foundation-model|inference-profile)\//.test(text) ||
        !actions.some(({ types }) => types.some(({ name }) => name === "foundation-model"))
      )
        return null;
      const model = (id: string, region: string) => shapeOf(`arn:\${Partition}:bedrock:${region}::foundation-model/${id}`, home);
      if (!inferenceGeographies.has(first))
        return error(
          "invalid-arn",
          span,
          `"${textOf(value)}" is the id of a model, not an ARN`,
          `write ${model(text, "${Region}")}`,
        );
      const profile = shapeOf(`arn:\${Partition}:bedrock:\${Region}:\${Account}:inference-profile/${text}`, home);
      return error(
        "invalid-arn",
        span,
        `"${textOf(value)}" is the id of an inference profile, which calls its model in other regions`,
        `write ${listing([profile, ...(first === "global" ? ["${Region}", ""] : ["*"]).map((region) => model(rest.join("."), region))])}`,
      );
    }
    case "sns":
      // https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
      if (!/^\+\d+$/.test(text)) return null;
      return error(
        "invalid-arn",
        span,
        "a telephone number is no resource: AWS cannot scope text messages",
        'write "*" with `broad: <reason>`',
      );
    case "ssm": {
      if (!actions.some(({ types }) => types.some(({ name }) => name === "parameter")) || text.startsWith("parameter/"))
        return null;
      return fill("arn:${Partition}:ssm:${Region}:${Account}:parameter/", withoutStart(value, "/"));
    }
    default:
      return null;
  }
}

/** The pattern up to its first own variable, and the name behind it; the name may hold that beginning already (`table/orders`). */
function begun(pattern: string, name: Reference, home: Home): Reference | null {
  const { partition, service, region, account, resource } = partsOfPattern(pattern);
  const ours = /^(\$\{(Partition|Region|Account)\})?$/;
  if (!ours.test(partition) || !ours.test(region) || !ours.test(account) || service.includes("$")) return null;
  const start = /^[^$]*/.exec(resource)?.[0] ?? "";
  return join(
    fillArn(`arn:${partition}:${service}:${region}:${account}:`, home, {}),
    outlineText(name).startsWith(start) ? "" : start,
    name,
  );
}

function withoutStart(value: Reference, start: string): Reference {
  const [first, ...behind] = partsOf(value);
  return first?.kind === "literal" && first.text.startsWith(start) ? join(first.text.slice(start.length), ...behind) : value;
}

function shapes(actions: readonly Action[], home: Home): string {
  return listing(
    [...new Set(mainTypes(actions).flatMap((type) => type.patterns.slice(0, 1)))].map((pattern) => shapeOf(pattern, home)),
    3,
  ).replace(" and ", " or ");
}

function firstType(actions: readonly Action[]): ResourceType {
  const [type] = mainTypes(actions);
  if (type === undefined) throw new Error("an action that can be scoped has a type");
  return type;
}
