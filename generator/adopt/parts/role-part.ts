import { roleArguments } from "../../spec/language/language.ts";
import { type Told, told } from "../draft.ts";
import type { Existing } from "../existing.ts";
import { existingRole } from "../said-findings.ts";
import { hasExpression, lastOfPath } from "../text/texts.ts";
import { saidArguments, withoutEmpty } from "./said-arguments.ts";
import { trustPart } from "./trust-part.ts";

/** The role that the function runs with. */

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
const roleDefaults = { path: "/", max_session_duration: 3600 };

/** Its role, or the one that others manage; null where it gets one of its own. */
export function rolePart(existing: Existing, findings: Told[]): object | null {
  const { role, roleArn, roleName, name, sharing, function: resource } = existing;
  if (roleArn === null) {
    findings.push(told("note", resource.address, "nothing here says its role", "a role of its own"));
    return null;
  }
  if (role === null) {
    findings.push(
      told(
        "note",
        resource.address,
        `its role ${roleArn} is not in what was read, so nobody can tell what it may do${hasExpression(roleArn) ? ", and it is taken for one without a path" : ""}`,
        existingRole,
      ),
    );
    return { existing: roleOfArn(roleArn) };
  }
  const { arguments: given } = saidArguments(role.values, role.sensitive, roleArguments, roleDefaults);
  const trust = trustPart(role);
  findings.push(...trust.findings);
  if (sharing.length > 1) {
    findings.push(
      told(
        "wide",
        role.address,
        `${listed(sharing)} run with one role, so each may do what any may`,
        `a role of its own, ${name}`,
      ),
    );
    const { path, permissions_boundary, tags } = given;
    return withoutEmpty({ path, permissions_boundary, tags, ...trust.says });
  }
  return withoutEmpty({ ...(roleName !== name && { name: roleName }), ...given, ...trust.says });
}

/** Names of functions; of more than these, nobody reads the list, and it would stand with each of them. */
function listed(names: readonly string[], most = 20): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}

/** A role whose ARN only Terraform knows is called by the name at the end of it. */
export function roleOfArn(arn: string): string {
  return lastOfPath(arn) ?? (hasExpression(arn) ? arn.slice(arn.lastIndexOf("/") + 1) : arn);
}
