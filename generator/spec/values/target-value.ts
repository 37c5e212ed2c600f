import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { serviceOf } from "../../iam/service.ts";
import type { ArnKind } from "../../sources/source.ts";
import type { Node } from "../yaml/yaml-node.ts";
import { article, attributeOrShape } from "./arn-question.ts";
import { readArn } from "./arn-value.ts";
import { readText, type Session } from "./value.ts";

/**
 * Reads an argument that names one thing of a few kinds, because the kind decides what the role is granted.
 * Null after a mistake (invalid-arn, resource-type-mismatch, broad-resource, …).
 */
export function readTarget(
  node: Node,
  key: string,
  kinds: Readonly<Record<string, ArnKind>>,
  session: Session,
): Reference | null {
  if (node.kind !== "text") return null;
  // Terraform expressions are reported where the argument itself is read.
  const value = readText(node, { ...session, diagnostics: [] }, "argument");
  if (value === null) return null;
  const service = serviceOf(value);
  const nouns = Object.values(kinds).map(({ noun }) => article(noun));
  const words = nouns.length < 2 ? (nouns[0] ?? "") : `${nouns.slice(0, -1).join(", ")} or ${nouns.at(-1)}`;
  const hint = `write ${Object.values(kinds)
    .map((kind) => attributeOrShape(kind).replace(/^write /, ""))
    .join(", or ")}`;
  const kind = service === null ? undefined : Object.hasOwn(kinds, service) ? kinds[service] : undefined;
  if (kind !== undefined) return readArn(node, { key, of: kind, wildcards: "none", session })?.arn ?? null;
  const bareHint = value.kind === "literal" ? hintForBareReference(value.text) : null;
  if (bareHint !== null) {
    const what = `"${textOf(value)}" is a name here, not a Terraform reference`;
    session.diagnostics.push(error("invalid-arn", node.span, what, bareHint));
    return null;
  }
  const [message, code] =
    service !== null
      ? ([`\`${key}\` names ${words}`, "resource-type-mismatch"] as const)
      : value.kind === "literal"
        ? ([`\`${key}\` takes the ARN of ${words}`, "invalid-arn"] as const)
        : ([
            `\`${key}\` names ${words}, and what the role is granted depends on it; nobody can tell what this is`,
            "invalid-arn",
          ] as const);
  session.diagnostics.push(error(code, node.span, message, hint));
  return null;
}
