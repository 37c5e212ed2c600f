import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { serviceOf } from "../../iam/service.ts";
import { sibling } from "../../iam/terraform-types.ts";
import { mountFacts } from "../../sources/role-facts.ts";
import { accessPoints, asyncFailureDestinations, fileSystems, successDestinations } from "../../sources/targets.ts";
import type { Spec } from "../spec.ts";
import { readArn } from "../values/arn-value.ts";
import { entryAt } from "../values/check-arguments.ts";
import { readTarget } from "../values/target-value.ts";
import { readReference, type Session } from "../values/value.ts";
import { entryOf, isText, type Node, type YamlMapping } from "../yaml/yaml-node.ts";

/** Other things that a function names, and that its role is granted for. */

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function readDestinations(mapping: YamlMapping, session: Session): Spec["destinations"] {
  const read = (key: "on_success" | "on_failure", kinds: Parameters<typeof readTarget>[2]): Reference | null => {
    const node = entryOf(mapping, key)?.value;
    return node === undefined ? null : readTarget(node, key, kinds, session, "key");
  };
  return { onSuccess: read("on_success", successDestinations), onFailure: read("on_failure", asyncFailureDestinations) };
}

/** The service of a file system, where its ARN or its Terraform type says it: of an access point that neither does, it is the same. */
function systemOf(node: Node, session: Session): string | null {
  const read = isText(node) ? readReference(node, { ...session, diagnostics: [] }, "argument") : null;
  const service = read === null ? null : serviceOf(read);
  return service !== null && Object.hasOwn(accessPoints, service) ? service : null;
}

/**
 * The access point that the function mounts, and its file system, which IAM acts on.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-efs.html
 */
export function readMount(mapping: YamlMapping, session: Session): Spec["mount"] {
  const point = entryAt(mapping, "file_system_config.arn");
  const own = entryOf(mapping, "file_system");
  if (point === undefined) {
    if (own !== undefined)
      session.diagnostics.push(
        error("argument-not-allowed", own.keySpan, "`file_system` goes with `file_system_config`", "remove the line"),
      );
    return null;
  }
  if (entryOf(mapping, "vpc_config") === undefined) {
    const message = "a file system is mounted inside its VPC, and this function lies in none";
    session.diagnostics.push(
      error("missing-key", entryOf(mapping, "file_system_config")?.keySpan ?? point.keySpan, message, "add `vpc_config`"),
    );
  }
  const told = own === undefined ? null : systemOf(own.value, session);
  const kinds =
    told === null ? accessPoints : Object.fromEntries(Object.entries(accessPoints).filter(([service]) => service === told));
  const accessPoint = readTarget(point.value, "arn", kinds, session);
  if (accessPoint === null) return null;
  const service = serviceOf(accessPoint) ?? told ?? "";
  const of = fileSystems[service];
  const fact = mountFacts[service];
  if (of === undefined || fact === undefined) return null;
  if (own !== undefined) {
    const system = readArn(own.value, { key: "file_system", of, wildcards: "none", session })?.arn ?? null;
    return system === null ? null : { accessPoint, fileSystem: system };
  }
  // The Terraform resource of an access point knows its file system, or its ARN begins with it.
  const tells =
    accessPoint.kind === "expression"
      ? sibling(accessPoint, service, fact.type) !== null
      : accessPoint.kind === "literal" && fact.behind !== undefined;
  if (tells) return { accessPoint, fileSystem: null };
  const message = "IAM acts on the file system, and the access point does not tell which it is";
  session.diagnostics.push(
    error("missing-key", point.keySpan, message, "add `file_system:` beside `file_system_config`: its ARN or id"),
  );
  return null;
}
