import type { Reference } from "../../grants.ts";
import { type IntentStep, type Intents, intents } from "../../iam/actions/intents.ts";
import { splitArn } from "../../iam/arn.ts";
import { findAction, servicesOfArn } from "../../iam/reference/reference.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { areConditions } from "./condition-words.ts";
import { beginsComputed, meaningOfReference, meaningOfText } from "./meaning.ts";
import { at, saidList, saidText } from "./said.ts";

/** Entries of `actions`: which actions, on what, and when. */

/** The keys of an entry that were read otherwise than they are written. */
export function* misreadActions(node: Node, entry: ActionEntry, spec: Spec): Generator<string> {
  const word = entry.effect === "Allow" ? "allow" : "deny";
  const names = new Set(saidList(at(node, word)).map((action) => (saidText(action) ?? "").toLowerCase()));
  const read = new Set(entry.actions.map((action) => action.toLowerCase()));
  if ([...names].sort().join() !== [...read].sort().join()) yield word;
  const resources = saidList(at(node, "resources")).map((resource) => meaningOfText(saidText(resource) ?? "", "policy"));
  const given = entry.resources ?? [];
  if (
    resources.length !== given.length ||
    given.some((resource, index) => !isMeant(resources[index] ?? "", resource, entry, spec))
  )
    yield "resources";
  if (!areConditions(at(node, "conditions"), entry.asked)) yield "conditions";
  if (saidText(node, "sid") !== entry.sid) yield "sid";
  if (saidText(node, "broad") !== entry.broad) yield "broad";
}

/** An ARN and an expression stand for themselves; a short name, for that thing of the stack's own on which one of the actions acts. */
export function isMeant(
  meaning: string,
  resource: Reference,
  { actions }: Pick<ActionEntry, "actions">,
  { settings: { home } }: Pick<Spec, "settings">,
): boolean {
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

/**
 * Entries of `actions` that say what is meant: every word on everything that it is said of is found among the entries that were read,
 * whole and as the table has it, and nothing beside.
 */

const isWord = (text: string) => text === "read" || text === "list" || text === "write";

/** Whether an entry of a document says what is meant, and names no actions. */
export function saysIntent(node: Node): boolean {
  return keysOf(node).some(isWord) || saidList(at(node, "allow")).some((word) => isWord(saidText(word) ?? ""));
}

/** The keys of an entry that were read otherwise than they are written. */
export function* misreadIntent(node: Node, entries: readonly ActionEntry[], spec: Spec): Generator<string> {
  const said = saidBy(node);
  const accounted = new Set<string>();
  for (const { word, kind, text } of said) {
    const fits = rowsOf({ kind, text }).some(
      (row) =>
        (row.words[word] ?? []).length > 0 &&
        (row.words[word] ?? []).every((step) => {
          const found = entries.flatMap((entry, index) => (stands(step, text, entry, spec) ? [index] : []));
          for (const index of found) for (const action of step.actions) accounted.add(`${index} ${action}`);
          return found.length > 0;
        }),
    );
    if (!fits) yield word;
  }
  for (const [index, entry] of entries.entries()) {
    if (entry.effect !== "Allow" || entry.actions.some((action) => !accounted.has(`${index} ${action}`))) yield "allow";
    const beside = (entry.resources ?? []).some(
      (resource) =>
        !said.some(({ text }) =>
          ["", "/*"].some((below) => isMeant(meaningOfText(text + below, "policy"), resource, entry, spec)),
        ),
    );
    if (beside || entry.resources === null) yield "resources";
    if (!areConditions(at(node, "conditions"), entry.asked)) yield "conditions";
    if (entry.sid !== null) yield "sid";
    if (saidText(node, "broad") !== entry.broad) yield "broad";
  }
}

/** A word, and what it is said of. */
export interface Said {
  readonly word: "read" | "list" | "write";
  readonly kind: string | null;
  readonly text: string;
}

/** Every word of an entry on everything that it is said of. */
export function saidBy(node: Node): readonly Said[] {
  const texts = (of: Node | undefined) => saidList(of).map((one) => saidText(one) ?? "");
  const keyed = (["read", "list", "write"] as const).flatMap((word) =>
    saidList(at(node, word)).flatMap((target): readonly Said[] =>
      target.kind === "mapping"
        ? keysOf(target).flatMap((kind) => texts(at(target, kind)).map((text) => ({ word, kind, text })))
        : [{ word, kind: null, text: saidText(target) ?? "" }],
    ),
  );
  const allowed = (["read", "list", "write"] as const).filter((word) => texts(at(node, "allow")).includes(word));
  return [...keyed, ...allowed.flatMap((word) => texts(at(node, "resources")).map((text): Said => ({ word, kind: null, text })))];
}

/** Whether an entry allows all of a step's actions on what the document's text means. */
function stands({ actions, below }: IntentStep, text: string, entry: ActionEntry, spec: Spec): boolean {
  return (
    actions.every((action) => entry.actions.includes(action)) &&
    (entry.resources ?? []).some((resource) => isMeant(meaningOfText(text + below, "policy"), resource, { actions }, spec))
  );
}

/** The rows of the table that a thing can be of. */
export function rowsOf({ kind, text }: Pick<Said, "kind" | "text">): readonly Intents[] {
  return intents.filter((row) => (kind === null || row.key === kind) && isOf(row, text));
}

/** Whether a text can be of a row of the table: of its service, where it says one, and in it or the thing itself. */
function isOf({ service, type, key, holds }: Intents, text: string): boolean {
  // A resource of Terraform's that stands alone tells by its type, and there are some of what is in another thing.
  const alone = namedBy({ kind: "expression", code: /^\$\{([^}]*)\}$/.exec(text)?.[1] ?? "" });
  if (alone.kind === "type") return alone.service === service && alone.type === type;
  const letters = text.replace(/\$\{[^}]*\}/g, "");
  const [, , said] = letters.startsWith("arn:") ? letters.split(":") : [];
  const others = intents.filter((row) => row.key === key && row.holds !== undefined);
  const inner = others.some((row) =>
    (text.startsWith("arn:") ? letters.split(":").slice(5).join(":") : letters).includes(row.holds ?? ""),
  );
  return (said === undefined || said === service) && (holds !== undefined) === inner;
}

function keysOf(node: Node): readonly string[] {
  return node.kind === "mapping" ? node.entries.map(({ key }) => key) : [];
}
