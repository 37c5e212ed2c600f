import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { outlineOf, partsOf } from "../../iam/arn.ts";
import { checkArnParts } from "../../iam/arn-parts.ts";
import type { PollerGrant } from "../../sources/shapes/poller.ts";
import type { Scalar, YamlMapping } from "../yaml/yaml-node.ts";
import { entryAt } from "./check-arguments.ts";
import { isSymbolic, readReference, type Session, variableMistake } from "./value.ts";

/** Arguments by which the role is granted, or held back: their values stand in policies, so they are as plain as an ARN. */
export function checkScoping(mapping: YamlMapping, paths: readonly string[], session: Session): void {
  for (const path of new Set(paths)) {
    const given = entryAt(mapping, path)?.value;
    for (const node of given?.kind === "list" ? given.items : given === undefined ? [] : [given]) {
      if (node.kind !== "text") continue;
      // A malformed expression is reported where the argument itself is read.
      const read = readReference(node, { ...session, diagnostics: [] }, "argument");
      if (read === null || !isSymbolic(read, node, session)) continue;
      // Of one value, one mistake is said.
      if (session.diagnostics.some(({ line, column }) => line === node.span.line && column === node.span.column)) continue;
      session.diagnostics.push(...[...mistakesOf(read, node)].slice(0, 1));
    }
  }
}

/** What a text may not hold that stands in a policy. */
function* mistakesOf(read: Reference, { span }: Scalar): Generator<Diagnostic> {
  const texts = partsOf(read).flatMap((part) => (part.kind === "literal" ? [part.text] : []));
  if (texts.some((text) => /[*?]/.test(text)))
    yield error(
      "broad-resource",
      span,
      "the role would be granted every name that this wildcard matches",
      "write the name itself",
    );
  const variable = variableMistake(read);
  if (variable !== null) yield error("invalid-expression", span, variable, "write the name itself");
  const outline = outlineOf(read);
  if (outline !== null) yield* checkArnParts(outline, span, { region: null, account: null });
}

/** The arguments whose values a poller's grants name. */
export function pathsOf(grants: readonly PollerGrant[]): readonly string[] {
  return grants.flatMap(({ on }) => {
    if (typeof on === "string") return [];
    return "behind" in on && "swap" in on ? [on.behind] : "argument" in on ? [on.argument] : [];
  });
}
