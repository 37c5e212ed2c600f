import type { Argument, Reference } from "../../grants.ts";
import { join, literal, partsOf, textOf } from "../../iam/arn.ts";
import { serviceOf } from "../../iam/service.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { decryptThrough } from "../../sources/role-facts.ts";
import type { PollerGrant } from "../../sources/shapes/poller.ts";
import type { PullEntry, Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import type { Rule } from "../rule.ts";
import { listOf, sendRules } from "./execution-needs.ts";
import { eachOnce, filledPattern, needsOfRole, placeOf, subnetsOwner, throughService } from "./write-needs.ts";

/** What the Lambda service needs of the role to poll a source. */

/** What Lambda needs of the role to poll the source of an entry, to decrypt what it reads, and to send on what failed. */
export function pollRules(spec: Spec, entry: PullEntry): readonly Rule[] {
  const cause = `pull.${entry.key} ${entry.name}`.trimEnd();
  const place = placeOf(entry.span);
  const failed = argumentAt(entry.arguments, "destination_config.on_failure.destination_arn");
  const grants = (entry.source.grants[entry.form] ?? []).filter((grant) => isAskedFor(grant, entry));
  return [
    ...grants.flatMap((grant) => needsOfRole(grant.actions, polled(grant, entry, spec), cause, place)),
    ...(entry.kmsKey === null
      ? []
      : needsOfRole(decryptThrough.actions, [entry.kmsKey], cause, place, [
          throughService(entry.source.kmsService, spec.settings.home),
        ])),
    ...(isReference(failed) ? sendRules(failed, spec, cause, place) : []),
  ];
}

function isAskedFor({ using, without, given }: PollerGrant, { access, arguments: body }: PullEntry): boolean {
  const used = new Set(access);
  if (using?.every((type) => !used.has(type)) === true || without?.some((type) => used.has(type)) === true) return false;
  if (given === undefined) return true;
  const value = argumentAt(body, given.argument);
  if (!isReference(value)) return false;
  if (given.begins !== undefined && !textOf(value).startsWith(given.begins)) return false;
  return given.service === undefined || serviceOf(value) === given.service;
}

function polled({ on, given }: PollerGrant, entry: PullEntry, spec: Spec): readonly Reference[] {
  const source = entry.arn;
  switch (on) {
    case "*":
      return [literal("*")];
    case "secrets":
      return entry.secrets;
    case "registry secrets":
      return registrySecrets(entry);
    case "source":
      return source === null ? [] : [source];
  }
  const partOf = (name: string) => Object.entries(entry.parts).flatMap(([part, arn]) => (part === name ? [arn] : []));
  if ("arns" in on) return eachOnce(on.arns.map((pattern) => filledPattern(pattern, spec.settings.home, subnetsOwner(spec))));
  if ("argument" in on) {
    const value = argumentAt(entry.arguments, on.argument);
    if (!isReference(value)) return [];
    return [join(on.within === undefined ? value : reworded(value, on.within[0], on.within[1]), on.behind ?? "")];
  }
  if ("swap" in on) {
    const value = argumentAt(entry.arguments, on.behind);
    const [behind] = value === undefined || value === "block" ? [] : listOf(value);
    const name = isReference(behind) ? withoutStart(behind, given?.begins ?? "") : literal("*");
    const around = on.part === undefined ? (source === null ? [] : [source]) : partOf(on.part);
    return around.map((arn) => join(reworded(arn, on.swap[0], on.swap[1]), "/", name));
  }
  if ("part" in on) return partOf(on.part);
  if (source === null) return [];
  if (source.kind !== "expression") return [upTo(source, on.until)];
  const isResource = namedBy(source).kind === "type";
  const cut = `replace(${source.code}, "/${on.until.split("/").join("[/]")}[^/]*$/", "")`;
  return [{ kind: "expression", code: isResource ? source.code.replace(/[^.]*$/, on.attribute) : cut }];
}

/** Another word in the place of one. What only Terraform knows, it rewords itself. */
function reworded(reference: Reference, from: string, to: string): Reference {
  const [first] = partsOf(reference);
  if (first?.kind === "expression" && partsOf(reference).length === 1)
    return { kind: "expression", code: `replace(${first.code}, "${from}", "${to}")` };
  return join(
    ...partsOf(reference).map((part) => {
      const at = part.kind === "literal" ? part.text.indexOf(from) : -1;
      return part.kind === "literal" && at >= 0 ? part.text.slice(0, at) + to + part.text.slice(at + from.length) : part;
    }),
  );
}

function upTo(reference: Reference, end: string): Reference {
  const parts = partsOf(reference);
  const at = parts.findLastIndex((part) => part.kind === "literal" && part.text.includes(end));
  const part = parts[at];
  return part?.kind === "literal" ? join(...parts.slice(0, at), part.text.slice(0, part.text.lastIndexOf(end))) : reference;
}

function withoutStart(reference: Reference, start: string): Reference {
  const [first, ...rest] = partsOf(reference);
  if (first?.kind !== "literal" || !first.text.startsWith(start)) return reference;
  return join(first.text.slice(start.length), ...rest);
}

/** The secrets with which the poller signs in to a schema registry, as the mapping's own blocks name them. */
function registrySecrets({ source: { registry }, arguments: body }: PullEntry): readonly Reference[] {
  if (registry === undefined) return [];
  const blocks = registry.argument
    .split(".")
    .concat("access_config")
    .reduce<readonly (readonly Argument[])[]>(
      (bodies, name) =>
        bodies.flatMap((inner) => inner.flatMap((one) => (one.kind === "block" && one.name === name ? [one.body] : []))),
      [body],
    );
  return blocks.flatMap((access) => {
    const [type, uri] = [argumentAt(access, "type"), argumentAt(access, "uri")];
    const isSecret = isReference(type) && registry.access[textOf(type)]?.uri === "secret";
    return isSecret && isReference(uri) ? [uri] : [];
  });
}
