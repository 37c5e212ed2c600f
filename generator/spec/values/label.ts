import type { Expression, Reference } from "../../grants.ts";
import { partsOf } from "../../iam/arn.ts";
import { stepsOf } from "../expression/template.ts";

/** Terraform labels: a thing's own name in snake case, so that an address never depends on a place in a list. */

/** `OrderPaid v2` → `order_paid_v2`; "" where nothing is left. */
export function snake(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** A label may not begin with a digit. */
export function asLabel(text: string, prefix: string): string {
  const label = snake(text);
  return /^[0-9]/.test(label) ? `${prefix}_${label}` : label;
}

/** What a person calls the thing: literal text as it is, an expression by the name in it (`aws_sns_topic.rework.arn` → `rework`). */
export function spokenName(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : expressionName(part)))
    .join("");
}

/** The words of a name as part of a label; wildcards count, so that `orders` and `orders/*` differ. */
export function labelPart(name: string): string {
  return snake(name.replaceAll("*", "_any_").replaceAll("?", "_one_"));
}

function expressionName(expression: Expression): string {
  const steps = stepsOf(expression);
  if (steps === null) return snake(expression.code);
  const words = steps.map((step) => (typeof step === "string" ? step : String(step.index)));
  switch (words[0]) {
    case "var":
    case "local":
    case "module":
      return withoutArn(words.slice(1));
    case "data":
      return words.slice(2, -1).join("_");
    case "path":
    case "terraform":
      return words.join("_");
    default:
      return words.slice(1, -1).join("_");
  }
}

/** `var.topic_arn` names a topic. */
function withoutArn(words: readonly string[]): string {
  return words.join("_").replace(/_arn$/, "");
}
