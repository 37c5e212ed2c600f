import type { Reference } from "../../grants.ts";
import { splitArn } from "../../iam/arn.ts";
import { findAction, servicesOfArn } from "../../iam/reference/reference.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { areConditions } from "./condition-words.ts";
import { beginsComputed, meaningOf, meaningOfReference } from "./meaning.ts";
import { at, listed, textAt } from "./said.ts";

/** Entries of `actions`: which actions, on what, and when. */

/** The keys of an entry that were read otherwise than they are written. */
export function* misreadActions(node: Node, entry: ActionEntry, spec: Spec): Generator<string> {
  const word = entry.effect === "Allow" ? "allow" : "deny";
  const names = new Set(listed(at(node, word)).map((action) => (textAt(action) ?? "").toLowerCase()));
  const read = new Set(entry.actions.map((action) => action.toLowerCase()));
  if ([...names].sort().join() !== [...read].sort().join()) yield word;
  const resources = listed(at(node, "resources")).map((resource) => meaningOf(textAt(resource) ?? "", "policy"));
  const given = entry.resources ?? [];
  if (
    resources.length !== given.length ||
    given.some((resource, index) => !isMeant(resources[index] ?? "", resource, entry, spec))
  )
    yield "resources";
  if (!areConditions(at(node, "conditions"), entry.asked)) yield "conditions";
  if (textAt(node, "sid") !== entry.sid) yield "sid";
  if (textAt(node, "broad") !== entry.broad) yield "broad";
}

/** An ARN and an expression stand for themselves; a short name, for that thing of the stack's own on which one of the actions acts. */
function isMeant(meaning: string, resource: Reference, { actions }: ActionEntry, { settings: { home } }: Spec): boolean {
  const read = meaningOfReference(resource);
  if (read === meaning) return true;
  const parts = splitArn(resource);
  if (meaning === "*" || meaning.startsWith("arn:") || beginsComputed(meaning) || parts === null) return false;
  const [partition = "", service = "", region = "", account = "", named = ""] = parts.map(meaningOfReference);
  const isOurs = (part: string, own: Reference) => part === "" || part === meaningOfReference(own);
  if (partition !== meaningOfReference(home.partition) || !isOurs(region, home.region) || !isOurs(account, home.account))
    return false;
  const types = actions.flatMap((name) => findAction(name)?.types ?? []);
  return types.some(
    (type) =>
      servicesOfArn(service).includes(type.service) &&
      type.patterns.some((pattern) => {
        const begin = /^[^$]*/.exec(pattern.split(":").slice(5).join(":"))?.[0] ?? "";
        const own = meaning.startsWith(begin) ? meaning.slice(begin.length) : meaning;
        // A parameter's name has no slash in front in its ARN; log groups are named with what lies in them.
        return [own, own.replace(/^\//, ""), `${own}:*`].some((name) => named === begin + name);
      }),
  );
}
