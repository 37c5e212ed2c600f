import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Lifecycle, Reference } from "../../grants.ts";
import { isLiteral } from "../../iam/arn.ts";
import { compareText } from "../../text-order.ts";
import { listAt, mappingAt, scalarAt } from "../language/at-key.ts";
import type { RoleSpec, Spec } from "../spec.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";

/** `lifecycle`: when Terraform replaces a resource, and what of it others keep. */

/** Reads `lifecycle` of a mapping; its keys and values were checked with the mapping's own. */
export function readLifecycle(mapping: YamlMapping | undefined): Lifecycle {
  const given = mappingAt(mapping, "lifecycle");
  const items = listAt(given, "ignore_changes")?.items ?? [];
  return {
    createBeforeDestroy: scalarAt(given, "create_before_destroy")?.flag === true,
    preventDestroy: scalarAt(given, "prevent_destroy")?.flag === true,
    ignoreChanges: [...new Set(items.flatMap((item) => (item.kind === "text" ? [item.text] : [])))].sort(compareText),
  };
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle: the new one stands beside the old for a moment. */
export function checkCreatedFirst(mapping: YamlMapping, name: Reference, session: Session): void {
  const entry = entryOf(mappingAt(mapping, "lifecycle") ?? mapping, "create_before_destroy");
  if (entry?.value.kind !== "boolean" || entry.value.flag !== true || !isLiteral(name)) return;
  const message = `AWS has one "${name.text}" at a time, so the new one could not be made beside the old`;
  const hint = "put what brings the new one into the name: ${var.release}-worker";
  session.diagnostics.push(error("argument-not-allowed", entry.keySpan, message, hint));
}

/** What a function runs with is made first where the function is, whatever is said of it there: Terraform hands that on. */
export function* checkRoleCreatedFirst(of: Pick<Spec, "name" | "lifecycle">, role: RoleSpec): Generator<Diagnostic> {
  if (!of.lifecycle.createBeforeDestroy || role.existing !== null || role.isPrefix || !isLiteral(role.name)) return;
  // A function whose own name is fixed is told that.
  if (isLiteral(of.name)) return;
  const message = `AWS has one role "${role.name.text}" at a time, and what a function with \`create_before_destroy\` runs with is made before the old one goes, too`;
  const hint = "put what brings the new one into the role's name: ${var.release}-worker, or give its `name_prefix`";
  yield error("argument-not-allowed", role.span, message, hint);
}
