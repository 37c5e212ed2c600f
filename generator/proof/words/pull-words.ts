import type { Argument, Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { secret } from "../../sources/shapes/things.ts";
import type { PullSource } from "../../sources/source.ts";
import { keys, mappingTargets } from "../../sources/targets.ts";
import { mappingArguments } from "../../spec/language/language.ts";
import type { PullEntry, Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { meaningOfReference, meaningOfText } from "./meaning.ts";
import { isThing } from "./meant-things.ts";
import { at, saidList, saidText } from "./said.ts";
import { misreadWithTargets } from "./told-things.ts";

/** Entries of `pull`: which source, its arguments, and all that the poller is granted by. */

/** What the value of the source's key makes of the mapping. */
const own = ["event_source_arn", "self_managed_event_source"];

type Home = Spec["settings"]["home"];

/** The keys of an entry that were read otherwise than they are written. */
export function* misreadPull(node: Node, entry: PullEntry, { settings: { home } }: Spec): Generator<string> {
  const named = node.kind === "mapping" ? node.entries.filter(({ key }) => Object.hasOwn(pullSources, key)) : [];
  const [said] = named;
  const { source } = entry;
  if (said === undefined || node.kind !== "mapping" || said.key !== entry.key || pullSources[said.key] !== source) {
    yield entry.key;
    return;
  }
  if (!isMeant(said.value, entry, source, home)) yield entry.key;
  yield* misreadWithTargets({ said: node, keys: mappingArguments, given: asSaid(entry), own }, mappingTargets, home);
  const key = at(node, "kms_key");
  if (!isThing(key, entry.kmsKey, Object.values(keys), home)) yield "kms_key";
  if (!isConnected(node, entry, home)) yield "cluster";
  const ways = Object.keys(source.access).length === 0 ? [] : saidList(at(node, "source_access_configuration"));
  const types = ways.flatMap((way) => saidText(way, "type") ?? []);
  const signed = ways.filter((way) => source.access[saidText(way, "type") ?? ""]?.uri === "secret");
  if (types.join("\n") !== entry.access.join("\n") || !areThings(signed, entry.secrets, home))
    yield "source_access_configuration";
}

/** Where the role itself signs in, a spec says no `uri`, and the mapping has an empty one. */
function asSaid({ arguments: body, source }: PullEntry): readonly Argument[] {
  return body.map((one) => {
    const type = one.kind === "block" ? argumentAt(one.body, "type") : undefined;
    const alone = isReference(type) && source.access[textOf(type)]?.uri === "none";
    return one.kind === "block" && alone ? { ...one, body: one.body.filter(({ name }) => name !== "uri") } : one;
  });
}

function areThings(ways: readonly Node[], secrets: readonly Reference[], home: Home): boolean {
  return (
    ways.length === secrets.length && ways.every((way, index) => isThing(at(way, "uri"), secrets[index] ?? null, [secret], home))
  );
}

function isMeant(value: Node, entry: PullEntry, source: PullSource, home: Home): boolean {
  const given = argumentAt(entry.arguments, "event_source_arn");
  if (given !== undefined && given !== entry.arn) return false;
  switch (source.kind) {
    case "arn":
      return isThing(value, entry.arn, [source], home, entry.form);
    case "servers": {
      const endpoints = argumentAt(entry.arguments, "self_managed_event_source.endpoints");
      const [first] = typeof endpoints === "object" && "kind" in endpoints && endpoints.kind === "map" ? endpoints.entries : [];
      const servers = saidList(at(value, "bootstrap_servers")).map((server) => meaningOfText(saidText(server) ?? ""));
      const read = first?.value;
      return typeof read === "object" && "kind" in read && read.kind !== "map" && meaningOfReference(read) === servers.join();
    }
    case "things": {
      const read = Object.entries(source.things).map(([key, kind]) =>
        isThing(at(value, key), entry.parts[key] ?? null, [kind], home),
      );
      return read.every((same) => same) && entry.arn === Object.values(entry.parts)[0];
    }
  }
}

/** The cluster of a connection is named, or another attribute of the connection's own resource; that of servers is named. */
function isConnected(node: Node, { source, access, form, parts: { cluster }, arn }: PullEntry, home: Home): boolean {
  if (source.kind === "things") return true;
  const { connection, clusterOf } = source;
  const signed = clusterOf !== undefined && access.includes(clusterOf.access) ? clusterOf.to : undefined;
  const to = form === connection?.form ? connection.to : signed;
  if (to === undefined) return cluster === undefined;
  const named = at(node, "cluster");
  if (named !== undefined) return isThing(named, cluster ?? null, [to], home);
  const resource = (reference: Reference | null | undefined) =>
    reference?.kind === "expression" ? reference.code.slice(0, reference.code.lastIndexOf(".")) : null;
  return resource(cluster) !== null && resource(cluster) === resource(arn);
}
