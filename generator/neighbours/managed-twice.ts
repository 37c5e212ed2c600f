import { type Diagnostic, error, type Span, warning } from "../diagnostics/diagnostic.ts";
import type { Argument } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { addedTo, ownersOf } from "./added-grants.ts";
import type { Declaration, Emitted } from "./declaration.ts";
import { type Meanings, meant, named, written } from "./meanings.ts";

/** What two resources of one type cannot both be: by the arguments that say which thing of AWS it is. */
interface OneThing {
  readonly by: readonly string[];
  /** Of which the thing may have none. */
  readonly or?: readonly string[];
  readonly what: string;
  /** True where each takes away what the other made; else AWS refuses the second. */
  readonly erases?: true;
}

/** Each by its page: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification */
const things: Readonly<Record<string, OneThing>> = {
  aws_s3_bucket_notification: { by: ["bucket"], what: "the notifications of this bucket are", erases: true },
  aws_lambda_function_event_invoke_config: {
    by: ["function_name"],
    or: ["qualifier"],
    what: "the destinations of this function are",
    erases: true,
  },
  aws_lambda_function_recursion_config: { by: ["function_name"], what: "the end of loops of this function is", erases: true },
  aws_lambda_provisioned_concurrency_config: {
    by: ["function_name", "qualifier"],
    what: "the concurrency of this version is",
    erases: true,
  },
  aws_iam_role_policy: { by: ["role", "name"], what: "this policy is", erases: true },
  aws_iam_role_policy_attachment: { by: ["role", "policy_arn"], what: "this attachment is", erases: true },
  aws_sns_topic_subscription: { by: ["topic_arn", "endpoint"], what: "this subscription is", erases: true },
  aws_cloudwatch_log_subscription_filter: { by: ["log_group_name", "name"], what: "this subscription is", erases: true },
  aws_lambda_function: { by: ["function_name"], what: "this function is" },
  aws_lambda_alias: { by: ["function_name", "name"], what: "this alias is" },
  aws_lambda_function_url: { by: ["function_name"], or: ["qualifier"], what: "the URL of this function is" },
  aws_lambda_permission: { by: ["function_name", "statement_id"], or: ["qualifier"], what: "the statement of this id is" },
  aws_lambda_event_source_mapping: { by: ["function_name", "event_source_arn"], what: "the mapping of this source is" },
  aws_iam_role: { by: ["name"], what: "this role is" },
  aws_iam_policy: { by: ["name"], what: "this policy is" },
  aws_cloudwatch_log_group: { by: ["name"], what: "this log group is" },
};

/** What takes away all of it that it does not name itself. */
const exclusive: Readonly<Record<string, string>> = {
  aws_iam_role_policies_exclusive: "role_name",
  aws_iam_role_policy_attachments_exclusive: "role_name",
};

/** Hand-written resources that are, or take away, or add to, what the output makes. */
export function* managedTwice(
  emitted: readonly Emitted[],
  declared: readonly Declaration[],
  byHand: Meanings,
  invokers: ReadonlyMap<string, boolean>,
): Generator<Diagnostic> {
  const meanings = withOwn(emitted, byHand);
  const own = new Map<string, Emitted>();
  const mine = (one: Emitted) => (argument: string) => textAt(one.body, argument, meanings);
  for (const one of emitted) {
    const key = keyOf(one.type, mine(one));
    if (key !== null) own.set(key, one);
  }
  const owners = ownersOf(emitted, declared, (text) => oneName(meant(text, meanings)));
  const addresses = new Set(emitted.map(({ type, label }) => `${type}.${label}`));
  for (const declaration of declared) {
    const { address, span, given } = declaration;
    const [type = ""] = address.split(".");
    // One address is told as that.
    if (addresses.has(address)) continue;
    const same = own.get(keyOf(type, (argument) => textOfGiven(given.get(argument), meanings)) ?? "");
    const added = addedTo(declaration, owners);
    const emptied = Object.hasOwn(exclusive, type) ? owners(declaration, exclusive[type] ?? "", "role") : undefined;
    if (same !== undefined) yield twice(same, span);
    else if (added !== null) yield* addition(added.owner, added.of.instead, invokers, span);
    else if (emptied !== undefined) yield taken(emptied, span);
  }
}

function twice({ type, label }: Emitted, span: Span): Diagnostic {
  const { what = "", erases } = things[type] ?? {};
  const then = erases ? "each apply takes away what the other made" : "AWS takes it once";
  const hint =
    type === "aws_s3_bucket_notification"
      ? "write all of them into the specs, or none: remove `subscribe` there"
      : "keep one of them: a `moved` or `import` block lets the output take over what is there";
  return error("declared-twice", span, `${what} managed here and by ${type}.${label} of the output, and ${then}`, hint);
}

/** A service that has one role needs it for more than to invoke: a state machine writes its log, a pipe reads its source. */
function* addition(
  { type, label }: Emitted,
  instead: string,
  invokers: ReadonlyMap<string, boolean>,
  span: Span,
): Generator<Diagnostic> {
  const isShared = invokers.get(`${type}.${label}`);
  if (isShared === true) return;
  const what = type === "aws_iam_role" ? "more is allowed to the role" : "more may invoke the function";
  const message = `${what} ${type}.${label} of the output here than its spec says, and no proof knows of it`;
  const hint =
    isShared === false
      ? "a service invokes with this role: let the entry of `push` name one of your own, with `role: {existing: NAME}`"
      : `write it into the spec, under ${instead}`;
  yield warning("declared-twice", span, message, hint);
}

function taken({ type, label }: Emitted, span: Span): Diagnostic {
  const message = `this takes every policy from ${type}.${label} of the output that it does not name itself`;
  return error("declared-twice", span, message, "remove it: the output says all that the role may");
}

function keyOf(type: string, given: (argument: string) => string | null): string | null {
  const thing = Object.hasOwn(things, type) ? things[type] : undefined;
  const named = (thing?.by ?? []).map(given);
  if (thing === undefined || named.includes(null)) return null;
  return JSON.stringify([type, ...named, ...(thing.or ?? []).map(given)]);
}

/** The output's own functions and roles are named by their resources, too; an ARN is as good as a name. */
function withOwn(emitted: readonly Emitted[], byHand: Meanings): Meanings {
  const all = new Map(byHand);
  for (const { type, label, body } of emitted) {
    const text = (argument: string) => (argument === "provider" ? null : textAt(body, argument, new Map()));
    const address = `${type}.${label}`;
    named(all, address, text, null);
    const name = text("function_name");
    if (type === "aws_lambda_function" && name !== null) all.set(`${address}.arn`, name);
    if (type === "aws_lambda_alias") all.set(`${address}.arn`, `${name}:${text("name")}`);
  }
  return all;
}

function textAt(body: readonly Argument[], argument: string, meanings: Meanings): string | null {
  const value = argumentAt(body, argument);
  return isReference(value) ? oneName(meant(textOf(value), meanings)) : null;
}

function textOfGiven(value: string | undefined, meanings: Meanings): string | null {
  const text = value === undefined ? null : written(value);
  // What is computed is itself, and nothing else.
  return text === null ? (value?.trim() ?? null) : oneName(meant(text, meanings));
}

/** A bucket's id is its name. */
function oneName(text: string): string {
  return text.replace(/^\$\{((?:data\.)?aws_s3_bucket\.[\w-]+)\.(?:id|bucket)\}$/, "$1");
}
