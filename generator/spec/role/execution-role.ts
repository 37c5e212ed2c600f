import { error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { judgeTrustConditions } from "../../iam/conditions/conditions.ts";
import { isServicePrincipal } from "../../iam/service.ts";
import { roleLimits, tagCharacters } from "../../sources/argument-limits.ts";
import { compareText } from "../../text-order.ts";
import { readExistingRole } from "../existing-role.ts";
import { conditionsAsWritten, conditionsInOrder, readConditions, repeatedConditions } from "../function/condition-block.ts";
import { checkCreatedFirst, readLifecycle } from "../function/lifecycle.ts";
import { checkTags } from "../function/tags.ts";
import { isTrue, listAt, mappingAt, scalarAt } from "../language/at-key.ts";
import { checkShape } from "../language/check-shape.ts";
import { roleArguments, roleKeys } from "../language/language.ts";
import type { RoleSpec } from "../spec.ts";
import { checkArguments } from "../values/check-arguments.ts";
import { nameLimits, readName, readStackName } from "../values/names.ts";
import { readArguments, type Session } from "../values/value.ts";
import { isText, type Node, type YamlMapping } from "../yaml/yaml-node.ts";
import { readManagedPolicies } from "./policies-of-others.ts";
import { checkBoundary } from "./policy-arn.ts";
import { readPrincipals } from "./trusted-principals.ts";

/**
 * Reads `role` of a function, whose name it has unless it says another; null after a mistake in its name, or without one. `own` is what
 * the document itself says of it.
 */
export function readRole(node: Node | undefined, own: Node | undefined, functionName: Named, session: Session): RoleSpec | null {
  if (node !== undefined) session.diagnostics.push(...checkShape(node, { kind: "object", keys: roleKeys }, "role"));
  const mapping = node?.kind === "mapping" ? node : undefined;
  if (mapping !== undefined) {
    checkArguments(mapping, roleLimits, "role", session);
    checkBoundary(mapping, session);
    checkTags(mapping, session, tagCharacters);
  }
  const { name, isPrefix, span } = readRoleName(mapping, functionName, session);
  const existing = readExisting(mapping, session);
  const services = readServices(mapping, session);
  const principals = readPrincipals(mapping, session);
  const trusted = readTrust(mapping, session);
  const managedPolicies = existing === null ? readManagedPolicies(mapping, session) : [];
  const given = readArguments(mapping, roleArguments, session);
  if (name === null || existing === undefined || functionName === null) return null;
  if (mapping !== undefined && !isPrefix) checkCreatedFirst(mapping, name, session);
  const trust = scalarAt(mapping, "trust")?.text;
  return {
    own: own !== undefined,
    name,
    isPrefix,
    span: span ?? functionName.span,
    lifecycle: readLifecycle(mapping),
    existing,
    arguments: given,
    services,
    principals,
    managedPolicies,
    guarded: trust === "guarded",
    ...trusted,
    policy: scalarAt(mapping, "policy")?.text === "managed" ? "managed" : "inline",
    denyNetworkInterfaces: isTrue(mapping, "deny_network_interfaces_to_code"),
  };
}

type Named = { readonly name: Reference; readonly span: Span } | null;

/** The whole name, or what it begins with; the function's own where neither is given. */
function readRoleName(
  mapping: YamlMapping | undefined,
  functionName: Named,
  session: Session,
): { readonly name: Reference | null; readonly isPrefix: boolean; readonly span: Span | undefined } {
  const [whole, prefix] = [scalarAt(mapping, "name"), scalarAt(mapping, "name_prefix")];
  const file = functionName?.span.file;
  if (whole !== undefined && prefix !== undefined && whole.span.file === prefix.span.file) {
    const message = "`name` and `name_prefix` say the same thing";
    session.diagnostics.push(error("argument-not-allowed", prefix.span, message, "keep one of them"));
  }
  // The stack may say how the names of all roles begin; a function's own name wins.
  if (prefix !== undefined && (whole === undefined || (whole.span.file !== file && prefix.span.file === file)))
    return { name: readName(prefix, nameLimits.rolePrefix, session), isPrefix: true, span: prefix.span };
  const name =
    whole === undefined ? (functionName?.name ?? null) : (readStackName(whole, nameLimits.role, session)?.name ?? null);
  return { name, isPrefix: false, span: whole?.span };
}

function readTrust(mapping: YamlMapping | undefined, session: Session): Pick<RoleSpec, "conditions" | "asked"> {
  const asked = readConditions(mappingAt(mappingAt(mapping, "trust"), "conditions"), session);
  const { conditions, diagnostics } = judgeTrustConditions(asked);
  session.diagnostics.push(...repeatedConditions(asked), ...diagnostics);
  return { conditions: conditionsInOrder(conditions), asked: conditionsAsWritten(asked) };
}

/** Services that may assume the role beside Lambda. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function readServices(mapping: YamlMapping | undefined, session: Session): readonly string[] {
  const services = (listAt(mapping, "services")?.items ?? []).flatMap((item) => {
    if (!isText(item)) return [];
    // Alexa's, which end in amazon.com, call and assume no role.
    if (isServicePrincipal(item.text) && item.text.includes(".amazonaws.")) return [item.text];
    session.diagnostics.push(
      error(
        "invalid-name",
        item.span,
        `"${item.text}" is no service principal`,
        "write it as AWS does: edgelambda.amazonaws.com",
      ),
    );
    return [];
  });
  return [...new Set(services)].sort(compareText);
}

/** A role managed elsewhere: null where the role is made, undefined after a mistake. */
function readExisting(mapping: YamlMapping | undefined, session: Session): RoleSpec["existing"] | undefined {
  const node = scalarAt(mapping, "existing");
  if (node === undefined) return null;
  for (const { key, keySpan } of mapping?.entries ?? []) {
    if (["existing", "policy", "deny_network_interfaces_to_code"].includes(key)) continue;
    session.diagnostics.push(
      error("argument-not-allowed", keySpan, `\`${key}\` belongs to whoever manages this role`, "remove the line, or `existing`"),
    );
  }
  return readExistingRole(node, session) ?? undefined;
}
