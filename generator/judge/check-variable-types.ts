import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { article } from "../iam/reference/wording.ts";
import { textsOfSettings, textsOfSpec } from "../spec/language/placed-texts.ts";
import type { Shape } from "../spec/language/shape.ts";
import type { Stack } from "../spec/stack.ts";

/**
 * Variables and locals that are a list or a map where one value belongs, or one value where a list or a map does: Terraform makes a text
 * of a number, and a number of a text, but none of these of another. It would find it when it plans.
 */

/** What a value is, or a place takes. */
type Form = "one" | "list" | "map";

/** Where a stack puts one of them that does not fit; `types` are Terraform's, by their addresses, as far as something says them. */
export function* checkVariableTypes({ specs, settings }: Stack, types: ReadonlyMap<string, string>): Generator<Diagnostic> {
  if (types.size === 0) return;
  const ofSettings = settings.documents.flatMap((document) => [...textsOfSettings(document)]);
  for (const { scalar, shape } of [...ofSettings, ...specs.flatMap(({ document }) => [...textsOfSpec(document)])])
    for (const [whole, address = ""] of scalar.text.matchAll(/(?<!\$)\$\{\s*((?:var|local)\.[\w-]+)\s*\}/g)) {
      const type = types.get(address)?.replace(/\s+/g, " ");
      const is = type === undefined ? null : formOf(type);
      const place = whole === scalar.text ? shape : text;
      const takes = takenBy(place);
      if (type === undefined || is === null || takes === null || is === takes) continue;
      const message = `${address} is ${article(type)}, and here belongs ${inWords(place)}`;
      yield error("wrong-type", scalar.span, message, instead(address, type, is, takes));
    }
}

/** Of a text, an expression is a part. */
const text: Shape = { kind: "text" };

/** https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
function formOf(type: string): Form | null {
  if (/^(?:list|set|tuple)\b/.test(type)) return "list";
  if (/^(?:map|object)\b/.test(type)) return "map";
  return /^(?:string|number|bool)$/.test(type) ? "one" : null;
}

/** What one expression is at a place of a shape; null where no expression stands, or nobody can tell. */
function takenBy(shape: Shape): Form | null {
  switch (shape.kind) {
    case "list":
    case "map":
      return shape.expression === true ? shape.kind : null;
    case "text":
    case "arn":
    case "number":
    case "flag":
    case "choice":
      return "one";
    // One value of them.
    case "some":
      return takenBy(shape.of);
    case "either":
      return shape.text === undefined ? null : takenBy(shape.text);
    case "object":
    case "any":
      return null;
  }
}

function inWords({ kind }: Shape): string {
  const words = { number: "a number", flag: "true or false", list: "a list", map: "a mapping" };
  return Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : "one text";
}

function instead(address: string, type: string, is: Form, takes: Form): string {
  if (takes === "list") return is === "one" ? `write ["\${${address}}"]` : `write \${values(${address})}`;
  if (takes === "map") return "write a mapping, with the names that its values have";
  if (is === "map") return `name each of its values: \${${address}["KEY"]}`;
  return type.startsWith("set")
    ? `make it a list, and name each of its values: \${${address}[0]}`
    : `name each of its values: \${${address}[0]}`;
}
