import { error } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Reference } from "../../grants.ts";
import { type IntentWord, intentWords } from "../../iam/actions/intents.ts";
import { judgeActions } from "../../iam/actions/judge-entry.ts";
import { numberedSid } from "../../iam/actions/pairs.ts";
import { type Home, textOf } from "../../iam/arn.ts";
import type { Asked, Placed } from "../../iam/asked.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { mainTypes, shapeOf } from "../../iam/reference/wording.ts";
import { mappingAt, nodesAt, scalarAt, someAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { actionEntryKeys, envEntryKeys } from "../language/language.ts";
import { isReason } from "../reason.ts";
import type { ActionEntry } from "../spec.ts";
import { nameLimits, readLiteralName } from "../values/names.ts";
import { readSymbols, type Session } from "../values/value.ts";
import { describe, entryOf, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";
import { conditionsAsWritten, conditionsInOrder, readConditions, repeatedConditions } from "./condition-block.ts";
import { type Intended, isIntent, type Meant, readIntent } from "./intent.ts";

export interface ReadActions {
  readonly entry: ActionEntry;
  readonly asked: Asked;
  /** The Sids of the statements that the entry becomes. */
  readonly sids: readonly string[];
}

/**
 * Reads one entry of `actions` and has it judged by AWS's reference; none where it is no entry at all. One that says what is
 * meant, `{read: ARN}`, becomes an entry for each set of actions that stand with the same resources.
 */
export function readActions(node: Node, session: Session): readonly ReadActions[] {
  if (node.kind !== "mapping") {
    session.diagnostics.push(
      error(
        "wrong-type",
        node.span,
        `an entry of \`actions\` is a mapping, not ${describe(node)}`,
        "begin it with `- allow: s3:GetObject`",
      ),
    );
    return [];
  }
  const statement = node.entries.find(({ key }) => statementWords.has(key));
  if (statement !== undefined) {
    const message = "this is a statement as IAM's JSON has it; an entry of `actions` has words of its own";
    session.diagnostics.push(error("unknown-key", statement.keySpan, message, inOurWords(node, session.home)));
    return [];
  }
  session.diagnostics.push(...checkKeys(node, actionEntryKeys, "actions", node.entries[0]?.keySpan ?? node.span));
  const sidNode = scalarAt(node, "sid");
  const sid = sidNode === undefined ? null : readLiteralName(sidNode, nameLimits.sid, session);
  const broadNode = scalarAt(node, "broad");
  if (broadNode !== undefined && !isReason(broadNode.text)) {
    session.diagnostics.push(error("missing-why", broadNode.span, "`broad` takes the reason why this grant is as wide as it is"));
  }
  // What is no reason was told, and is not asked for once more.
  const broad = entryOf(node, "broad") !== undefined;
  const says: Says = { node, sid, why: scalarAt(node, "why")?.text ?? null, broad: broadNode?.text ?? null };
  if (isIntent(node)) {
    const conditions = readConditions(mappingAt(node, "conditions"), session);
    return askedByIntent(readIntent(node, broad, session), { conditions, broad, effect: "Allow", span: node.span }).map(
      ([asked, words]) => judged({ ...says, sid: null }, asked, words, session),
    );
  }
  const effect = readEffect(node, session);
  if (effect === "Deny" && broadNode !== undefined) {
    const message = "a deny may be as wide as it likes: it takes away, and grants nothing";
    session.diagnostics.push(error("argument-not-allowed", broadNode.span, message, "remove the line; a reason is `why`"));
  }
  return [judged(says, askedOf(node, effect, broad, session), [], session)];
}

/**
 * An entry of `env` as those of `actions` that it comes to, and what its words are said of. It says what is meant and why, and nothing
 * else; `variable` is its name.
 */
export function readEnvActions(
  node: YamlMapping,
  variable: string,
  session: Session,
): { readonly actions: readonly ReadActions[]; readonly meant: readonly Meant[] } {
  session.diagnostics.push(...checkKeys(node, envEntryKeys, `env.${variable}`, node.span));
  // What is refused was told.
  const entries = node.entries.filter(({ key }) => Object.hasOwn(envEntryKeys, key) && envEntryKeys[key]?.refused === undefined);
  const intended = isIntent(node) ? readIntent({ ...node, entries }, false, session, variable) : [];
  const says: Says = { node, variable, sid: null, why: scalarAt(node, "why")?.text ?? null, broad: null };
  const asked = askedByIntent(intended, { conditions: [], broad: false, effect: "Allow", span: node.span });
  return {
    actions: asked.map(([one, words]) => judged(says, one, words, session)),
    meant: intended.map(({ meant }) => meant),
  };
}

/** What an entry says beside what it asks. */
interface Says extends Pick<ActionEntry, "sid" | "why" | "broad"> {
  readonly node: YamlMapping;
  /** Of an entry of `env`. */
  readonly variable?: string;
}

/** An entry, judged as far as its words can be read. */
function judged(says: Says, asked: Asked, intent: ActionEntry["intent"], session: Session): ReadActions {
  const { node, sid, why, broad } = says;
  const verdict = judgeActions(asked, session.home);
  session.diagnostics.push(...repeatedConditions(asked.conditions), ...verdict.diagnostics);
  return {
    entry: {
      effect: asked.effect,
      actions: verdict.actions,
      resources: verdict.resources,
      conditions: conditionsInOrder(verdict.conditions),
      asked: conditionsAsWritten(asked.conditions),
      intent,
      variable: says.variable ?? null,
      sid,
      why,
      broad,
      span: node.span,
    },
    asked,
    sids: verdict.granted.flatMap((_, index) => numberedSid(sid, index) ?? []),
  };
}

/** The entries that an intent comes to: the actions on one resource together, and resources with the same actions. */
function askedByIntent(
  intended: readonly Intended[],
  asked: Pick<Asked, "conditions" | "broad" | "effect" | "span">,
): readonly (readonly [Asked, readonly IntentWord[]])[] {
  const byResource = new Map<string, Intended[]>();
  for (const one of intended) {
    const key = textOf(one.resource.value);
    byResource.set(key, [...(byResource.get(key) ?? []), one]);
  }
  const byActions = new Map<string, { intents: readonly Intended[]; resources: Placed<Reference>[] }>();
  for (const intents of byResource.values()) {
    const key = intents.flatMap(({ actions }) => actions.map(({ value }) => value)).join();
    const found = byActions.get(key) ?? { intents, resources: [] };
    found.resources.push(...intents.slice(0, 1).map(({ resource }) => resource));
    byActions.set(key, found);
  }
  return [...byActions.values()].map(({ intents, resources }) => [
    { ...asked, actions: intents.flatMap(({ actions }) => actions), resources },
    intents.map(({ word }) => word),
  ]);
}

/** The elements of a statement. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const statementWords: ReadonlySet<string> = new Set([
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
  "Principal",
  "Sid",
]);

/** What a statement says, as an entry says it. */
function inOurWords(node: YamlMapping, home: Home): string {
  const has = (key: string) => entryOf(node, key) !== undefined;
  if (has("NotAction") || has("NotResource") || has("Principal"))
    return "name what the function may do: what no entry allows, nobody may";
  const deny = scalarAt(node, "Effect")?.text === "Deny";
  const actions = someAt(node, "Action").map(({ text }) => text);
  const resources = someAt(node, "Resource").flatMap(({ text }) => (text === "*" && !deny ? shapesOf(actions, home) : [text]));
  // What would be refused next is not what to write.
  if (actions.length === 0 || actions.some((action) => /[*?]/.test(action)))
    return `write \`${deny ? "deny" : "allow"}\` with the actions, one by one, and \`resources\` with what they act on`;
  const parts = [
    `${deny ? "deny" : "allow"}: ${inList(actions)}`,
    ...(resources.length === 0 ? [] : [`resources: ${inList(resources.map((text) => JSON.stringify(text)))}`]),
    ...(has("Condition") ? ["conditions: …"] : []),
    ...(has("Sid") ? [`sid: ${scalarAt(node, "Sid")?.text ?? "…"}`] : []),
  ];
  return `write {${parts.join(", ")}}`;
}

/** What actions act on, in the place of "*", as ARNs with words for the names; none of what AWS cannot scope. */
function shapesOf(actions: readonly string[], home: Home): readonly string[] {
  const known = actions.flatMap((name) => findAction(name) ?? []).filter(({ types }) => types.length > 0);
  return [...new Set(known.flatMap((action) => mainTypes([action])[0]?.patterns[0] ?? []))].map((pattern) =>
    shapeOf(pattern, home),
  );
}

/** One word as it is, several as a list. */
function inList(words: readonly string[]): string {
  const [only = "…", another] = words;
  return another === undefined ? only : `[${words.join(", ")}]`;
}

/** What an entry is about: what it allows, or what it denies. */
function readEffect(node: YamlMapping, session: Session): "Allow" | "Deny" {
  const [allow, deny] = [entryOf(node, "allow"), entryOf(node, "deny")];
  if (allow !== undefined && deny !== undefined) {
    const message = "an entry allows or denies, and this one does both";
    session.diagnostics.push(error("argument-not-allowed", deny.keySpan, message, "make an entry of its own of it"));
  } else if (allow === undefined && deny === undefined && !node.entries.some(({ key }) => isMisspelt(key))) {
    const at = node.entries[0]?.keySpan ?? node.span;
    session.diagnostics.push(
      error("missing-key", at, "`actions` needs `allow`", "or `read`, `list`, `write`: what is meant; or `deny`: what is denied"),
    );
  }
  return allow === undefined && deny !== undefined ? "Deny" : "Allow";
}

/** Whether a key is a slip for one that says what an entry is about: that is told of the key, and is one mistake. */
function isMisspelt(key: string): boolean {
  if (Object.hasOwn(actionEntryKeys, key)) return actionEntryKeys[key]?.refused !== undefined;
  return nearest(key, ["allow", "deny", ...intentWords]) !== undefined;
}

function askedOf(node: YamlMapping, effect: "Allow" | "Deny", broad: boolean, session: Session): Asked {
  const placed = (scalar: Scalar): readonly Placed<Reference>[] => {
    // Whoever says why a grant is as wide as it is may compute it.
    const value = readSymbols(scalar, session, "policy", broad);
    return value === null ? [] : [{ value, span: scalar.span }];
  };
  const texts = (key: string) => someAt(node, key).filter(({ kind }) => kind !== "boolean");
  const about = effect === "Allow" ? "allow" : "deny";
  const actions = texts(about).map((scalar) => ({ value: scalar.text, span: scalar.span }));
  const resources = texts("resources").flatMap(placed);
  const isMisnamed = node.entries.some(({ key }) => key !== "resources" && nearest(key, ["resources"]) !== undefined);
  const isOne = entryOf(node, effect === "Allow" ? "deny" : "allow") === undefined;
  return {
    actions,
    resources: entryOf(node, "resources") === undefined && !isMisnamed ? null : resources,
    unread: {
      actions: !isOne || actions.length === 0 || actions.length < nodesAt(node, about).length,
      resources: isMisnamed || resources.length < nodesAt(node, "resources").length,
    },
    conditions: readConditions(mappingAt(node, "conditions"), session),
    broad: broad || effect === "Deny",
    effect,
    span: node.span,
  };
}
