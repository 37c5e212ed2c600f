import type { Expression, Literal, Reference } from "../grants.ts";
import { literal, outlineOf, partsOf, splitArn } from "./arn.ts";
import { holds } from "./glob.ts";
import { findService, type ResourceType, servicesOfArn } from "./reference/reference.ts";
import { servicesOfKnownNames, typesNamed } from "./reference/type-matching.ts";
import { setsBehind } from "./reference/type-patterns.ts";

/** What a name that only Terraform knows may hold within an ARN: behind a slash, a table is an index, and a bucket an object. */

/**
 * The separators that the value of an expression may not hold, since its ARN would then name something else than it seems to: `/`, `:`,
 * both or none. They are no letters of such a name, or make another kind of it.
 */
export function separatorsRefused(arn: Reference, name: Expression): string {
  const named = typesNamedWith(arn, name, "x");
  const begun = textBefore(arn, name);
  const sets = named.filter(({ service }) => servicesOfKnownNames.has(service)).flatMap((type) => setsBehind(type, begun));
  return ["/", ":"]
    .filter((separator) => {
      if (sets.length > 0 && !sets.some((set) => holds(set, separator))) return true;
      const found = typesNamedWith(arn, name, `x${separator}x`);
      return named.length > 0 && !named.some((type) => found.includes(type));
    })
    .join("");
}

/** The types that an ARN names with this text in the place of an expression, and a plain name in those of others. */
function typesNamedWith(arn: Reference, name: Expression, text: string): readonly ResourceType[] {
  const outline = outlineOf(literal(filled(partsOf(arn), name, text)));
  if (outline === null) return [];
  const types = servicesOfArn(outline.service).flatMap((service) => findService(service)?.types ?? []);
  return typesNamed(outline, types);
}

/** What stands of the resource before an expression; what IAM fills in is a name, too. */
function textBefore(arn: Reference, name: Expression): string {
  const parts = partsOf(splitArn(arn)?.at(-1) ?? arn);
  return filled(parts.slice(0, parts.indexOf(name)), name, "").replaceAll(/\$\{[^}]*\}/g, "x");
}

function filled(parts: readonly (Literal | Expression)[], name: Expression, text: string): string {
  return parts.map((part) => (part.kind === "literal" ? part.text : part === name ? text : "x")).join("");
}
