import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { type Outline, withoutHoles } from "../arn.ts";
import type { Seen } from "../asked.ts";
import type { ResourceType } from "../reference/reference.ts";
import { article, noun } from "../reference/wording.ts";

/** What AWS lets the things be called that specs name most: the ARN of one that cannot be is of nothing, and its grant is dead. */

interface NameRule {
  readonly docs: string;
  /** Whose name it is, where that is not the type's own. */
  readonly thing?: string;
  /** What stands around the name behind the fifth colon; the group is the name. */
  readonly part: RegExp;
  /** A character that no name holds. */
  readonly never: RegExp;
  readonly words: string;
  readonly most: number;
}

const dotted = { never: /[^A-Za-z0-9_.-]/, words: "letters, digits, `.`, `_` and `-`" };
const dashed = { never: /[^A-Za-z0-9_-]/, words: "letters, digits, `_` and `-`" };

/** By service and type of AWS's reference. */
const rules: Readonly<Record<string, NameRule>> = {
  // Those of before 2018 in us-east-1 have capitals and underscores, and are longer.
  "s3/bucket": {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    part: /^([^/]*)$/,
    ...dotted,
    most: 255,
  },
  "s3/object": {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    thing: "bucket",
    part: /^([^/]*)\//,
    ...dotted,
    most: 255,
  },
  "dynamodb/table": {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
    part: /^table\/([^/]*)$/,
    ...dotted,
    most: 255,
  },
  "dynamodb/index": {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
    thing: "table",
    part: /^table\/([^/]*)\/index\//,
    ...dotted,
    most: 255,
  },
  "sqs/queue": {
    docs: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
    part: /^(.*?)(?:\.fifo)?$/,
    ...dashed,
    most: 80,
  },
  "sns/topic": {
    docs: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
    part: /^(.*?)(?:\.fifo)?$/,
    ...dashed,
    most: 256,
  },
  "kinesis/stream": {
    docs: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
    part: /^stream\/([^/]*)$/,
    ...dotted,
    most: 128,
  },
  "firehose/deliverystream": {
    docs: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html",
    part: /^deliverystream\/(.*)$/,
    ...dotted,
    most: 64,
  },
  "events/event-bus": {
    docs: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html",
    part: /^event-bus\/(.*)$/,
    never: /[^A-Za-z0-9_./-]/,
    words: "letters, digits, `.`, `_`, `-` and `/`",
    most: 256,
  },
  // Those that AWS manages have a `!`: rds!db-….
  "secretsmanager/Secret": {
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
    part: /^secret:(.*)$/,
    never: /[^A-Za-z0-9/_+=.@!-]/,
    words: "letters, digits and `/_+=.@-`",
    most: 512,
  },
  "ssm/parameter": {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
    part: /^parameter\/(.*)$/,
    never: /[^A-Za-z0-9_./-]/,
    words: "letters, digits, `.`, `_`, `-` and `/`",
    most: 2048,
  },
};

/** An ARN of things of which none can be called so; null where one can, or where nobody knows. */
export function checkThingName({ outlines, named }: Seen, span: Span): Diagnostic | null {
  const found = outlines.flatMap((outline) => named.map((type) => misnamed(outline, type)));
  const [first] = found;
  if (first === undefined || first === null || found.some((one) => one === null)) return null;
  return error("invalid-arn", span, first, "a grant on what cannot be there is dead; write the name as it is");
}

function misnamed({ service, resource }: Outline, type: ResourceType): string | null {
  const key = `${type.service}/${type.name}`;
  const rule = service === type.service && Object.hasOwn(rules, key) ? rules[key] : undefined;
  // What stands for other text, IAM's variables too, is no part of a name; `${*}` is the character itself.
  const known = resource.replaceAll(/\$\{([^}]*)\}|[*?]/g, (_, inner = "") => (/^[*?$]$/.test(inner) ? inner : ""));
  const written = rule?.part.exec(withoutHoles(known))?.[1];
  if (rule === undefined || written === undefined) return null;
  const thing = article(rule.thing ?? noun(type));
  const odd = rule.never.exec(written)?.[0];
  if (odd !== undefined) return `the name of ${thing} takes ${rule.words}, and here is ${JSON.stringify(odd)}`;
  return written.length > rule.most ? `the name of ${thing} has at most ${rule.most} characters` : null;
}
