import { error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, textOf } from "../../iam/arn.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { PushSource } from "../../sources/source.ts";
import type { SetArgument, Subscription } from "../../sources/subscriptions.ts";
import { isTrue } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { subscriptionKeys, subscriptionOf } from "../language/language.ts";
import { argumentsOfResource } from "../language/terraform-arguments.ts";
import type { SubscriptionSpec } from "../spec.ts";
import type { ArnAnswer } from "../values/arn-question.ts";
import { checkArguments, checkPairs } from "../values/check-arguments.ts";
import { readArguments, type Session } from "../values/value.ts";
import { entryOf, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/**
 * What `subscribe: true` and the arguments beside it ask for; null where nothing is asked, or after a mistake. Without an `answer`, which
 * source it is cannot be read, and the rest is judged.
 */
export function readSubscription(
  mapping: YamlMapping,
  entry: YamlEntry,
  source: PushSource,
  answer: ArnAnswer | null,
  session: Session,
): SubscriptionSpec | null {
  const facts = subscriptionOf(source);
  if (facts === null) return null;
  const keys = subscriptionKeys(facts);
  if (!isTrue(mapping, "subscribe")) {
    for (const { key, keySpan } of mapping.entries.filter((beside) => Object.hasOwn(keys, beside.key))) {
      session.diagnostics.push(
        error(
          "argument-not-allowed",
          keySpan,
          `\`${key}\` is of the resource that \`subscribe: true\` makes`,
          "add `subscribe: true`, or remove the line",
        ),
      );
    }
    return null;
  }
  const own: YamlMapping = { ...mapping, entries: mapping.entries.filter(({ key }) => Object.hasOwn(keys, key)) };
  // Types were checked with the entry; what is missing is known now.
  session.diagnostics.push(...checkKeys(own, keys, "subscribe", entryOf(mapping, "subscribe")?.keySpan ?? entry.keySpan));
  checkArguments(own, { ...facts.limits, ...facts.first?.made.limits }, "subscription", session);
  checkPairs(own, facts.pairs ?? [], session);
  if (answer === null || !isNear(facts, answer.arn, entry, session)) return null;
  const fields: Record<string, Reference> = {};
  for (const { value, unless } of facts.set) {
    const isSource = value === "source";
    if (!isSource && (typeof value === "string" || "text" in value)) continue;
    const found = isSource ? answer.arn : fieldOf(value, answer);
    if (found === undefined && unless === "absent") continue;
    if (found === undefined || /[*?]/.test(textOf(found))) {
      const message = "what makes the source call the function needs its name, and this value does not say it";
      session.diagnostics.push(
        error("invalid-arn", entry.value.span, message, "write the ARN, the parts, or an expression to the Terraform resource"),
      );
      return null;
    }
    if (!isSource) fields[value.field] = found;
  }
  const first = readFirst(own, facts, answer, entry, session);
  if (first === undefined) return null;
  const given = readArguments(own, argumentsOfResource(facts.resource), session);
  return {
    facts,
    arguments: [...given, ...inItsRegion(facts, answer.arn, session)],
    source: answer.arn,
    sourceSpan: entry.value.span,
    fields,
    first,
  };
}

/** The source as what is made, too; null where it is not, undefined after a mistake. */
function readFirst(
  mapping: YamlMapping,
  { first }: Subscription,
  { fields }: ArnAnswer,
  { value }: YamlEntry,
  session: Session,
): SubscriptionSpec["first"] | undefined {
  if (first === undefined) return null;
  const { by, made, aloneOn } = first;
  const keys = argumentsOfResource(made.resource);
  const own: YamlMapping = { ...mapping, entries: mapping.entries.filter(({ key }) => Object.hasOwn(keys, key)) };
  const refuse = (at: Span, message: string, hint: string) => {
    session.diagnostics.push(error("argument-not-allowed", at, message, hint));
    return undefined;
  };
  if (!by.some((name) => entryOf(own, name) !== undefined)) {
    const [other] = own.entries;
    const listed = by.map((name) => `\`${name}\``).join(" or ");
    return other === undefined
      ? null
      : refuse(
          other.keySpan,
          `\`${other.key}\` is of an ${made.resource}, which ${listed} makes`,
          `add ${listed}, or remove the line`,
        );
  }
  if (fields === null)
    return refuse(
      value.span,
      "this names a resource of Terraform's own, and the keys beside it make another",
      "write its name, or remove them",
    );
  const alone = aloneOn === undefined ? undefined : entryOf(own, aloneOn.argument);
  const field = aloneOn === undefined ? undefined : fields[aloneOn.field];
  if (aloneOn !== undefined && alone !== undefined && field !== undefined && textOf(field) !== aloneOn.value)
    return refuse(alone.keySpan, aloneOn.words, "use `schedule`, or leave the bus out");
  return { facts: made, arguments: readArguments(own, keys, session) };
}

/** A resource that must lie where its source does, where that is known to be another region than the stack's. */
function inItsRegion({ elsewhere }: Subscription, arn: Reference, session: Session): readonly Argument[] {
  const region = outlineOf(arn)?.region ?? "";
  const own = session.home.region;
  if (elsewhere === undefined || region === "" || hasHole(region) || !isLiteral(own) || own.text === region) return [];
  return [{ kind: "attribute", name: elsewhere.argument, value: literal(region) }];
}

/** False for a source that is known to lie elsewhere: the resource would name another one of that name, or none. */
function isNear({ near, resource }: Subscription, arn: Reference, { value }: YamlEntry, session: Session): boolean {
  const outline = outlineOf(arn);
  const part = near.find((name) => {
    const own = session.home[name];
    const named = outline?.[name] ?? "";
    return named !== "" && !hasHole(named) && isLiteral(own) && named !== own.text;
  });
  if (part === undefined) return true;
  const message = `\`subscribe\` makes an ${resource} in the stack's own ${part}, ${textOf(session.home[part])}, and this is in ${outline?.[part]}`;
  const hint = `connect it in a stack of that ${part}, and leave \`subscribe\` out here`;
  session.diagnostics.push(error("argument-not-allowed", value.span, message, hint));
  return false;
}

type FieldOfSource = Extract<SetArgument["value"], { readonly field: string }>;

/** What the source says of one of its fields: by itself, or by the resource that it names. */
function fieldOf({ field, attribute }: FieldOfSource, { arn, fields }: ArnAnswer): Reference | undefined {
  return fields === null ? attributeOf(arn, attribute) : fields[field];
}

/** The same resource's other attribute. */
function attributeOf(arn: Reference, attribute: string): Reference | undefined {
  const [first] = arn.kind === "join" ? arn.parts : [arn];
  const traversal = first?.kind === "expression" ? traversalOf(first.code) : null;
  return traversal === null ? undefined : { kind: "expression", code: `${traversal.resource}.${attribute}` };
}
