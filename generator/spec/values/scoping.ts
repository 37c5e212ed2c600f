import { error } from "../../diagnostics/diagnostic.ts";
import { partsOf } from "../../iam/arn.ts";
import type { PollerGrant } from "../../sources/source.ts";
import type { YamlMapping } from "../yaml/yaml-node.ts";
import { entryAt } from "./check-arguments.ts";
import { isSymbolic, readText, type Session } from "./value.ts";

/** Arguments by which the role is granted, or held back: their values stand in policies, so they are as plain as an ARN. */
export function checkScoping(mapping: YamlMapping, paths: readonly string[], session: Session): void {
  for (const path of new Set(paths)) {
    const given = entryAt(mapping, path)?.value;
    for (const node of given?.kind === "list" ? given.items : given === undefined ? [] : [given]) {
      if (node.kind !== "text") continue;
      // A malformed expression is reported where the argument itself is read.
      const read = readText(node, { ...session, diagnostics: [] }, "argument");
      if (read === null || !isSymbolic(read, node, session)) continue;
      if (!partsOf(read).some((part) => part.kind === "literal" && /[*?]/.test(part.text))) continue;
      // Of one value, one mistake is said.
      if (session.diagnostics.some(({ line, column }) => line === node.span.line && column === node.span.column)) continue;
      const message = "the role would be granted every name that this wildcard matches";
      session.diagnostics.push(error("broad-resource", node.span, message, "write the name itself"));
    }
  }
}

/** The arguments whose values a poller's grants name. */
export function pathsOf(grants: readonly PollerGrant[]): readonly string[] {
  return grants.flatMap(({ on }) => {
    if (typeof on === "string") return [];
    return "behind" in on && "swap" in on ? [on.behind] : "argument" in on ? [on.argument] : [];
  });
}
