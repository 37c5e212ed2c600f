import { fillArn, type Home, literal, longestText, textOf } from "../iam/arn.ts";
import type { Declaration } from "./declaration.ts";
import { unescapedHcl } from "./unescaped.ts";

/** What a name stands for, where that is written: a local for a resource or a text, a resource for what it is called in AWS. */

/** By the text of an expression, `local.photos`, the text that could stand in the place of `${local.photos}`. */
export type Meanings = ReadonlyMap<string, string>;

interface NamedThing {
  /** The argument that names it, and attributes that are that name. */
  readonly by: string;
  readonly attributes: readonly string[];
  readonly arn: string;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs (a page a resource; "Attribute Reference") */
const things: Readonly<Record<string, NamedThing>> = {
  aws_s3_bucket: { by: "bucket", attributes: ["bucket", "id"], arn: "arn:${Partition}:s3:::${Name}" },
  aws_sqs_queue: { by: "name", attributes: ["name"], arn: "arn:${Partition}:sqs:${Region}:${Account}:${Name}" },
  aws_sns_topic: { by: "name", attributes: ["name"], arn: "arn:${Partition}:sns:${Region}:${Account}:${Name}" },
  aws_dynamodb_table: {
    by: "name",
    attributes: ["name", "id"],
    arn: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${Name}",
  },
  aws_kinesis_stream: {
    by: "name",
    attributes: ["name"],
    arn: "arn:${Partition}:kinesis:${Region}:${Account}:stream/${Name}",
  },
  aws_cloudwatch_log_group: {
    by: "name",
    attributes: ["name", "id"],
    arn: "arn:${Partition}:logs:${Region}:${Account}:log-group:${Name}",
  },
  aws_lambda_function: {
    by: "function_name",
    attributes: ["function_name", "id"],
    arn: "arn:${Partition}:lambda:${Region}:${Account}:function:${Name}",
  },
  aws_iam_role: { by: "name", attributes: ["name", "id"], arn: "arn:${Partition}:iam::${Account}:role/${Name}" },
};

/** Arguments by which a thing lies elsewhere, or is called otherwise, than its name alone says. */
const elsewhere = ["provider", "region", "path", "fifo_topic", "count", "for_each"];

/** What the names that are declared by hand stand for; null in the place of a home where another configuration makes what is here. */
export function meaningsOf(declarations: readonly Declaration[], home: Home | null): Meanings {
  const found = new Map<string, string>();
  for (const { address, given } of declarations) {
    if (address.startsWith("local.")) set(found, address, written(given.get("value")));
    else named(found, address, (name) => written(given.get(name)), home);
  }
  return found;
}

/** What variables that are declared by hand are, where nobody says otherwise: others may, so a name of one is no other name for it. */
export function defaultsOf(declarations: readonly Declaration[]): Meanings {
  const found = new Map<string, string>();
  for (const { address, given } of declarations)
    if (address.startsWith("var.")) set(found, address, written(given.get("default")));
  return found;
}

/** What a resource stands for that has these arguments. */
export function named(
  found: Map<string, string>,
  address: string,
  given: (argument: string) => string | null,
  home: Home | null,
): void {
  const type = address.replace(/^data\./, "").split(".")[0] ?? "";
  const thing = Object.hasOwn(things, type) ? things[type] : undefined;
  const name = thing === undefined ? null : given(thing.by);
  if (thing === undefined || name === null || elsewhere.some((argument) => given(argument) !== null)) return;
  for (const attribute of thing.attributes) found.set(`${address}.${attribute}`, name);
  if (home !== null && !name.includes("${"))
    found.set(`${address}.arn`, textOf(fillArn(thing.arn, home, { Name: literal(name) })));
}

/** A text with each name in it that stands for something as that, again and again: a local may stand for a local. */
export function meant(text: string, meanings: Meanings): string {
  let last = text;
  for (let round = 0; round < 8; round++) {
    const next = last.replace(/\$\{\s*([\w.-]+)\s*\}/g, (whole, code: string) => meanings.get(code) ?? whole);
    if (next === last || next.length > longestText) break;
    last = next;
  }
  return last;
}

/** An argument as the text that it is: `"${aws_s3_bucket.photos.id}"`, `(aws_s3_bucket.photos["id"])`; null for what is computed. */
export function written(value: string | undefined): string | null {
  const [, inner] = /^\(([^()]*)\)$/s.exec(value?.trim() ?? "") ?? [];
  const text = (inner ?? value ?? "").trim();
  const steps = text.replace(/(?<!\s)\s*\[\s*"([A-Za-z_][\w-]*)"\s*\]/g, ".$1");
  if (/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+$/.test(steps)) return `\${${steps}}`;
  return /^"(?:[^"\\]|\\.)*"$/s.test(text) && !/[$%]{2}\{/.test(text) ? unescapedHcl(text.slice(1, -1)) : null;
}

function set(found: Map<string, string>, address: string, value: string | null): void {
  if (value !== null) found.set(address, value);
}
