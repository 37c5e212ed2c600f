import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument } from "../../grants.ts";
import { literal } from "../../iam/arn.ts";
import { attributeFor, traversalOf } from "../../iam/terraform-types.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { ArnKind, PullSource } from "../../sources/source.ts";
import { keys, mappingTargets } from "../../sources/targets.ts";
import { byName } from "../../text-order.ts";
import { checkOwnRegion } from "../function/own-region.ts";
import { checkTags } from "../function/tags.ts";
import { mappingArguments, pullEntryKeys, serversKeys } from "../language/language.ts";
import type { Keys } from "../language/shape.ts";
import type { PullEntry } from "../spec.ts";
import { partKeys } from "../values/arn-parts-value.ts";
import { shapesInWords } from "../values/arn-question.ts";
import { readArn } from "../values/arn-value.ts";
import { checkArguments, checkPairs, ruleWords } from "../values/check-arguments.ts";
import { spokenName } from "../values/label.ts";
import { checkScoping, pathsOf } from "../values/scoping.ts";
import { entryKeys, entryNames, findSource, withoutMisplaced } from "../values/source-entry.ts";
import { readTarget, withoutKinds } from "../values/target-value.ts";
import { argumentAt, isReference, readArguments, type Session } from "../values/value.ts";
import { entryOf, type Node, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { completeAccess, readAccess } from "./pull-access.ts";
import { checkBatches, checkEngine, checkGroup, checkPollers, checkRegion } from "./pull-checks.ts";
import { readDestination } from "./pull-destination.ts";
import { type PullValue, readPullValue } from "./pull-value.ts";

const kinds = {
  own: pullSources,
  other: pushSources,
  here: "pull",
  there: "push",
} as const;

/** Reads one entry of `pull`; null after a mistake that leaves nothing to emit. */
export function readPull(node: Node, session: Session): PullEntry | null {
  const found = findSource(node, kinds, session);
  if (found === null) return null;
  const { entry, source, mapping: whole } = withoutMisplaced(found, keysWithin(found.source), keysBeside(found.source), session);
  const mapping = withoutKinds(whole, mappingTargets, session);
  entryKeys(mapping, entry, pullEntryKeys, session);
  const given = readArguments(mapping, mappingArguments, session);
  checkArguments(mapping, source.arguments, source.noun, session);
  checkPairs(mapping, source.pairs, session);
  checkPollers(mapping, given, session);
  for (const name of source.required) {
    if (entryOf(mapping, name) !== undefined) continue;
    const rule = source.arguments[name];
    const hint =
      rule === undefined || "refused" in rule || "items" in rule || "atMost" in rule
        ? exampleOf(name)
        : `write one of ${ruleWords(rule)}`;
    session.diagnostics.push(error("missing-key", entry.keySpan, `\`${entry.key}\` needs \`${name}\``, hint));
  }
  const keyNode = entryOf(mapping, "kms_key")?.value;
  const kmsKey = keyNode === undefined ? null : readTarget(keyNode, "kms_key", keys, session, "key");
  readDestination(mapping, source, session);
  checkOwnRegion(mapping, session);
  checkTags(mapping, session);
  const access = readAccess(mapping, entry, source, session);
  checkEngine(mapping, source, access.access, session);
  checkGroup(mapping, entry, source, access.access, session);
  checkScoping(mapping, pathsOf(source.grants.flat()), session);
  const value = readPullValue(entry, source, session);
  if (value === null) return null;
  if (value.arn !== null) checkBatches(mapping, source, value.arn, given, session);
  if (value.arn !== null) checkRegion(value.arn, entry.value, session);
  const cluster = clusterBehind(source, value, access.access);
  if (cluster === null) refuseCluster(mapping, source, session);
  const parts = cluster === null ? value.parts : readCluster(mapping, entry, cluster, value, session);
  if (parts === null) return null;
  const { name, ...named } = value;
  const names = entryNames(mapping, entry, [name, ...namedBy(source, given)].join("/"), value.arn ?? literal(""), session);
  if (names === null) return null;
  const all = [...completeAccess(given), ...value.arguments].sort(byName);
  return { ...names, ...named, ...access, parts, key: entry.key, source, arguments: all, kmsKey };
}

/** What may stand beside a source. */
function keysBeside(source: PullSource): Keys {
  const isRefused = (key: string) => "refused" in (source.arguments[key] ?? {});
  return Object.fromEntries(Object.entries(pullEntryKeys).filter(([key]) => !isRefused(key)));
}

/** What the value of a source's key takes where it is a mapping. */
function keysWithin(source: PullSource): readonly string[] {
  switch (source.kind) {
    case "arn":
      return partKeys(source);
    case "servers":
      return Object.keys(serversKeys);
    case "things":
      return Object.keys(source.things);
  }
}

/** A required argument in the hint of whoever left it out; undefined where no example is worth showing. */
function exampleOf(name: string): string | undefined {
  const shape = mappingArguments[name]?.shape;
  if (shape?.kind === "list" || (shape?.kind === "some" && shape.of.kind === "text"))
    return `add ${name}: [my-${name.replace(/s$/, "")}]`;
  if (shape?.kind !== "object") return undefined;
  const needed = Object.keys(shape.keys).filter((key) => shape.keys[key]?.required === true);
  return `add ${name}: {${needed.map((key) => `${key}: my-${key.replace(/_name$/, "")}`).join(", ")}}`;
}

/** What a connection leads to, where its ARN does not tell; null where it does. */
function clusterBehind({ connection, clusterOf }: PullSource, { form }: PullValue, access: readonly string[]): ArnKind | null {
  if (connection !== undefined && form === connection.form) return connection.to;
  return clusterOf !== undefined && access.includes(clusterOf.access) ? clusterOf.to : null;
}

function refuseCluster(mapping: YamlMapping, { clusterOf }: PullSource, session: Session): void {
  const given = entryOf(mapping, "cluster");
  if (given === undefined) return;
  const message =
    clusterOf === undefined
      ? "`cluster` goes with a connection to an MSK cluster of another account"
      : `\`cluster\` goes with ${clusterOf.access}, which acts on a cluster of MSK`;
  session.diagnostics.push(error("argument-not-allowed", given.keySpan, message, "remove the line"));
}

/** The cluster behind a connection: a key says it, or the Terraform resource does; null after a mistake. */
function readCluster(
  mapping: YamlMapping,
  { keySpan }: YamlEntry,
  to: ArnKind,
  { parts, arn }: PullValue,
  session: Session,
): PullEntry["parts"] | null {
  const given = entryOf(mapping, "cluster");
  if (given !== undefined) {
    const answer = readArn(given.value, { key: "cluster", of: to, wildcards: "none", session });
    return answer === null ? null : { ...parts, cluster: answer.arn };
  }
  const traversal = arn?.kind === "expression" ? traversalOf(arn.code) : null;
  const attribute = traversal === null ? null : clusterAttribute(traversal.terraformType, to);
  if (traversal !== null && attribute !== null)
    return { ...parts, cluster: { kind: "expression", code: `${traversal.resource}.${attribute}` } };
  const message = `the role acts on the cluster itself, and ${arn === null ? "its servers do" : "a connection to it does"} not tell which it is`;
  session.diagnostics.push(error("missing-key", keySpan, message, shapesInWords(to).replace(/^write /, "add cluster: ")));
  return null;
}

/** The attribute of the Terraform resource that holds the ARN of what another of its attributes leads to. */
function clusterAttribute(terraformType: string, { types }: ArnKind): string | null {
  const [service = "", type = ""] = types[0]?.split("/") ?? [];
  return attributeFor(terraformType, service, type);
}

/** What tells two mappings of one source apart, as far as it is known. */
function namedBy(source: PullSource, given: readonly Argument[]): readonly string[] {
  return source.namedBy.flatMap((path) => {
    const value = argumentAt(given, path);
    return (Array.isArray(value) ? value : [value]).flatMap((item) => (isReference(item) ? [spokenName(item)] : []));
  });
}
