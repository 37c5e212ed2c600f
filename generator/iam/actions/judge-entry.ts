import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { type Home, textOf } from "../arn.ts";
import type { Asked, Judged, Placed, Seen } from "../asked.ts";
import { judgeConditions } from "../conditions/conditions.ts";
import { takesStar } from "../reference/exceptions.ts";
import type { Action } from "../reference/reference.ts";
import { listing, mainTypes, shapeOf } from "../reference/wording.ts";
import { readAction } from "./action-names.ts";
import { everythingSeen, fitOf, group } from "./pairs.ts";
import { see } from "./resources.ts";
import { type StandingAction, Unmatched } from "./unmatched.ts";

/** The rules of `actions`: every pair of an action and a resource must be able to match, and nothing is left over. */

/** Judges one entry of `actions`: what it grants, split so that each action stands with the resources that it acts on, and its mistakes. */
export function judgeActions(asked: Asked, home: Home): Judged {
  const diagnostics: Diagnostic[] = [];
  const actions = new Map<string, StandingAction>();
  for (const placed of asked.actions) {
    const read = readAction(placed, asked.effect === "Deny" ? "deny" : "grant");
    if ("severity" in read) diagnostics.push(read);
    else if (!actions.has(read.action.full)) actions.set(read.action.full, { action: read.action, span: placed.span });
  }
  const standing = [...actions.values()];
  const allRead = diagnostics.length === 0 && asked.unread?.actions !== true;
  const given = asked.resources ?? [];
  const none = given.length === 0 && asked.unread?.resources !== true;
  const resources = none ? starAlone(asked, standing) : seeAll(given, standing, home, diagnostics);
  const allSeen = !none && resources.length === given.length && asked.unread?.resources !== true;
  if (none) diagnostics.push(...needResources(standing, home));
  const verdict = (action: Action, resource: Seen) => fitOf(action, resource, asked.broad);
  diagnostics.push(...new Unmatched({ standing, resources, verdict, home, allRead, allSeen }).report());
  const conditions = judgeConditions(
    asked,
    standing.map(({ action }) => action),
    none || allSeen ? resources : [],
  );
  diagnostics.push(...conditions.diagnostics);
  return {
    actions: standing.map(({ action }) => action.full),
    resources: none ? null : resources.map(({ reference }) => reference),
    granted: group(
      standing.map(({ action }) => action),
      resources,
      asked.broad,
    ),
    conditions: conditions.conditions,
    diagnostics,
  };
}

function seeAll(
  resources: readonly Placed<Reference>[],
  standing: readonly StandingAction[],
  home: Home,
  diagnostics: Diagnostic[],
): readonly Seen[] {
  const actions = standing.map(({ action }) => action);
  // A short name is an ARN by what its actions act on; an ARN is one by itself.
  const readable = actions.length > 0 ? resources : resources.filter(({ value }) => textOf(value).startsWith("arn:"));
  return readable.flatMap((placed) => {
    const [resource, mistakes] = see(placed, actions, home);
    diagnostics.push(...mistakes);
    return resource === null ? [] : [resource];
  });
}

/** An action that AWS cannot scope needs no `resources`. */
function starAlone(asked: Asked, standing: readonly StandingAction[]): readonly Seen[] {
  if (!standing.every(({ action }) => takesStar(action))) return [];
  return [everythingSeen(asked.span)];
}

function* needResources(standing: readonly StandingAction[], home: Home): Generator<Diagnostic> {
  const scopable = standing.filter(({ action }) => !takesStar(action));
  const [first] = scopable;
  if (first === undefined) return;
  const actions = scopable.map(({ action }) => action);
  const shapes = [...new Set(mainTypes(actions).flatMap(({ patterns }) => patterns.slice(0, 1)))].map((pattern) =>
    shapeOf(pattern, home),
  );
  yield error(
    "missing-key",
    first.span,
    `${listing(actions.map(({ full }) => full))} ${actions.length === 1 ? "needs" : "need"} \`resources\``,
    `write resources: ${shapes[0]}`,
  );
}
