import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, textOf } from "../../iam/arn.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { PushSource } from "../../sources/source.ts";
import type { WiringRule } from "../../sources/subscriptions.ts";
import { wiringKeys, wiringOf } from "../language/language.ts";
import { checkKeys, isTrue } from "../language/shape.ts";
import type { WiringSpec } from "../spec.ts";
import type { ArnAnswer } from "../values/arn-question.ts";
import { checkRules } from "../values/check-arguments.ts";
import { type Reading, readArguments } from "../values/value.ts";
import { type Entry, entryOf, type Mapping } from "../yaml/yaml-node.ts";

/** What `subscribe: true` and the arguments beside it ask for; null where nothing is asked, or after a mistake. */
export function readWiring(
  mapping: Mapping,
  entry: Entry,
  source: PushSource,
  answer: ArnAnswer,
  reading: Reading,
): WiringSpec | null {
  const rule = wiringOf(source);
  if (rule === null) return null;
  const keys = wiringKeys(rule);
  if (!isTrue(mapping, "subscribe")) {
    for (const { key, keySpan } of mapping.entries.filter((beside) => Object.hasOwn(keys, beside.key))) {
      reading.diagnostics.push(
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
  const own: Mapping = { ...mapping, entries: mapping.entries.filter(({ key }) => Object.hasOwn(keys, key)) };
  // Types were checked with the entry; what is missing is known now.
  reading.diagnostics.push(...checkKeys(own, keys, "subscribe", entryOf(mapping, "subscribe")?.keySpan ?? entry.keySpan));
  if (rule.rules !== undefined) checkRules(own, rule.rules, "subscription", reading);
  if (!isNear(rule, answer.arn, entry, reading)) return null;
  const fields: Record<string, Reference> = {};
  for (const { value, unless } of rule.set) {
    if (typeof value === "string" || "text" in value) continue;
    const found = answer.fields === null ? attributeOf(answer.arn, value.attribute) : answer.fields[value.field];
    if (found === undefined && unless === "absent") continue;
    if (found === undefined || /[*?]/.test(textOf(found))) {
      const message = "what makes the source call the function needs its name, and this value does not say it";
      reading.diagnostics.push(
        error("invalid-arn", entry.value.span, message, "write the ARN, the parts, or an expression to the Terraform resource"),
      );
      return null;
    }
    fields[value.field] = found;
  }
  return {
    rule,
    arguments: [...readArguments(own, keys, reading), ...inItsRegion(rule, answer.arn, reading)],
    source: answer.arn,
    fields,
  };
}

/** A resource that must lie where its source does, where that is known to be another region than the stack's. */
function inItsRegion({ elsewhere }: WiringRule, arn: Reference, reading: Reading): readonly Argument[] {
  const region = outlineOf(arn)?.region ?? "";
  const own = reading.home.region;
  if (elsewhere === undefined || region === "" || hasHole(region) || !isLiteral(own) || own.text === region) return [];
  return [{ kind: "attribute", name: elsewhere.argument, value: literal(region) }];
}

/** False for a source that is known to lie elsewhere: the resource would name another one of that name, or none. */
function isNear({ near, resource }: WiringRule, arn: Reference, { value }: Entry, reading: Reading): boolean {
  const outline = outlineOf(arn);
  const part = near.find((name) => {
    const own = reading.home[name];
    const named = outline?.[name] ?? "";
    return named !== "" && !hasHole(named) && isLiteral(own) && named !== own.text;
  });
  if (part === undefined) return true;
  const message = `\`subscribe\` makes an ${resource} in the stack's own ${part}, ${textOf(reading.home[part])}, and this is in ${outline?.[part]}`;
  const hint = `connect it in a stack of that ${part}, and leave \`subscribe\` out here`;
  reading.diagnostics.push(error("argument-not-allowed", value.span, message, hint));
  return false;
}

/** The same resource's other attribute. */
function attributeOf(arn: Reference, attribute: string): Reference | undefined {
  const [first] = arn.kind === "join" ? arn.parts : [arn];
  const traversal = first?.kind === "expression" ? traversalOf(first.code) : null;
  return traversal === null ? undefined : { kind: "expression", code: `${traversal.resource}.${attribute}` };
}
