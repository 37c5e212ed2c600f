import type { Mapping, Reference, Statement } from "../grants.ts";
import { beforeLast, expression, join, literal, partsOf, swap, textOf } from "../iam/arn.ts";
import { serviceOf } from "../iam/service.ts";
import { namedBy, traversalOf } from "../iam/terraform-types.ts";
import { decryptThrough } from "../sources/role-facts.ts";
import type { PollerGrant } from "../sources/shapes/poller.ts";
import type { PullEntry, Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { causeOf, functionArn } from "./push-grants.ts";
import { allow, everyResource, filledFor, sendStatements, viaService } from "./role-statements.ts";

/** What the entries of `pull` become: mappings, and the statements that the poller needs of the role. */

/** The event source mapping of an entry of `pull`. AWS checks that the role may read the source when the mapping is made: `policies` are the addresses that it waits for. */
export function mappingOf(spec: Spec, entry: PullEntry, policies: readonly string[]): Mapping {
  return {
    label: `${spec.label}_${entry.label}`,
    function: functionArn(spec, spec.qualifier),
    arguments: entry.arguments,
    dependsOn: policies,
    cause: causeOf("pull", entry),
  };
}

/** What the Lambda service needs to poll the sources with this role. */
export function pollerStatements(spec: Spec): readonly Statement[] {
  return spec.pull.flatMap((entry) => {
    const key = `pull.${entry.key}`;
    const polled = (entry.source.grants[entry.form] ?? [])
      .filter((grant) => isNeeded(grant, entry))
      .flatMap((grant) => {
        const resources = polledResources(grant, entry, spec);
        return resources.length === 0 ? [] : [allow(key, grant.why, grant.actions, resources)];
      });
    const via = viaService(entry.source.kmsService, spec.settings.home);
    const decrypt = entry.kmsKey === null ? [] : [allow(key, whyDecrypt(entry), decryptThrough.actions, [entry.kmsKey], [via])];
    return [...polled, ...decrypt, ...destinationStatements(key, entry, spec)];
  });
}

/** Whose key it is: of sources that are signed in to, that of the secrets. */
function whyDecrypt({ source }: PullEntry): string {
  return `the poller decrypts with ${decryptThrough.whose[source.kmsService] ?? "the source's key"}`;
}

function isNeeded({ using, without, given }: PollerGrant, { access, arguments: body }: PullEntry): boolean {
  if (using !== undefined && !using.some((type) => access.includes(type))) return false;
  if (without?.some((type) => access.includes(type)) === true) return false;
  if (given === undefined) return true;
  const value = argumentAt(body, given.argument);
  if (!isReference(value)) return false;
  return given.begins === undefined ? serviceOf(value) === given.service : textOf(value).startsWith(given.begins);
}

function polledResources({ on }: PollerGrant, entry: PullEntry, spec: Spec): readonly Reference[] {
  if (on === "*") return everyResource;
  if (on === "secrets") return entry.secrets;
  if (on === "registry secrets") return entry.registrySecrets;
  if (on === "source") return entry.arn === null ? [] : [entry.arn];
  if ("arns" in on) return filledFor(spec, on.arns);
  if ("argument" in on) {
    const value = argumentAt(entry.arguments, on.argument);
    return isReference(value) ? [join(on.within === undefined ? value : swap(value, ...on.within), on.behind ?? "")] : [];
  }
  if ("swap" in on) {
    const of = on.part === undefined ? entry.arn : entry.parts[on.part];
    return of == null ? [] : [join(swap(of, ...on.swap), "/", onlyValue(entry, on.behind))];
  }
  if ("part" in on) return [entry.parts[on.part] ?? literal("")];
  if (entry.arn === null) return [];
  return [beginning(entry.arn, on)];
}

/** What holds the source: a Terraform resource has an attribute for it, and any ARN begins with it. */
function beginning(arn: Reference, { until, attribute }: Extract<PollerGrant["on"], { until: string }>): Reference {
  if (arn.kind !== "expression") return beforeLast(arn, until);
  const traversal = traversalOf(arn.code);
  if (traversal !== null && namedBy(arn).kind === "type") return expression(`${traversal.resource}.${attribute}`);
  // A stream may be called `consumer`, too: the last one counts.
  return expression(`replace(${arn.code}, "/${until.replaceAll("/", "[/]")}[^/]*$/", "")`);
}

/** The one value of an argument, which may be a list of one; a topic without its scheme. */
function onlyValue(entry: PullEntry, path: string): Reference {
  const value = argumentAt(entry.arguments, path);
  const item = Array.isArray(value) ? value[0] : value;
  const scheme = entry.source.topicDestination?.scheme ?? "";
  return isReference(item) ? after(item, scheme) : literal("*");
}

function after(reference: Reference, scheme: string): Reference {
  const [first, ...rest] = partsOf(reference);
  const begins = first?.kind === "literal" && first.text.startsWith(scheme);
  return begins ? join(first.text.slice(scheme.length), ...rest) : reference;
}

function destinationStatements(key: string, entry: PullEntry, spec: Spec): readonly Statement[] {
  const target = argumentAt(entry.arguments, "destination_config.on_failure.destination_arn");
  return isReference(target) ? sendStatements(key, "the poller sends what failed to its destination", target, spec) : [];
}
