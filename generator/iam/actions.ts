import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../grants.ts";
import { readAction } from "./action-names.ts";
import type { Home } from "./arn.ts";
import { literal, textOf } from "./arn.ts";
import { judgeConditions } from "./conditions.ts";
import { takesStar } from "./exceptions.ts";
import type { Action } from "./reference.ts";
import { actsOn, type Placed, reachOf, type Seen, see } from "./resources.ts";
import { rightArn } from "./right-arn.ts";
import { article, listing, mainTypes, noun, shapeOf, whatTheyActOn } from "./wording.ts";

export { dependentNeeds } from "./dependents.ts";
export type { Placed } from "./resources.ts";

/** The rules of `actions`: every pair of an action and a resource must be able to match, and nothing is left over. */

/** One entry of `actions` as a person wrote it. */
export interface Asked {
  readonly actions: readonly Placed<string>[];
  /** Null where the entry has no `resources`. A literal without "arn:" that is not "*" is a short name. */
  readonly resources: readonly Placed<Reference>[] | null;
  readonly conditions: readonly AskedCondition[];
  /** True where the entry says why it is as wide as it is. */
  readonly broad: boolean;
  readonly span: Span;
}

export interface AskedCondition {
  readonly operator: Placed<string>;
  readonly variable: Placed<string>;
  readonly values: readonly Placed<Reference>[];
}

/** Actions that stand with the same resources, each acting on each. */
export interface Granted {
  /** In AWS's case. */
  readonly actions: readonly string[];
  readonly resources: readonly Reference[];
}

export interface Judged {
  readonly granted: readonly Granted[];
  /** The entry's conditions with AWS's case of operators and keys. */
  readonly conditions: readonly Condition[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An action of an entry where it stands, with all that decides about it. */
interface Standing {
  readonly action: Action;
  readonly span: Span;
}

/** How an action and a resource go together. */
type Verdict = "fits" | "mismatch" | "not-scopable" | "broad";

/** Judges one entry of `actions`: what it grants, split so that each action stands with the resources that it acts on, and its mistakes. */
export function judgeActions(asked: Asked, home: Home): Judged {
  const diagnostics: Diagnostic[] = [];
  const actions = new Map<string, Standing>();
  for (const placed of asked.actions) {
    const read = readAction(placed);
    if ("severity" in read) diagnostics.push(read);
    else if (!actions.has(read.action.full)) actions.set(read.action.full, { action: read.action, span: placed.span });
  }
  const standing = [...actions.values()];
  const allRead = diagnostics.length === 0;
  const resources = asked.resources === null ? starAlone(asked, standing) : seeAll(asked.resources, standing, home, diagnostics);
  const allSeen = asked.resources === null || resources.length === asked.resources.length;
  if (asked.resources === null) diagnostics.push(...needResources(standing, home));
  const verdict = (action: Action, resource: Seen) => judge(action, resource, asked.broad);
  diagnostics.push(...new Leftovers(standing, resources, verdict, home, allRead, allSeen).report());
  const conditions = judgeConditions(asked, standing.map(({ action }) => action), resources);
  diagnostics.push(...conditions.diagnostics);
  return { granted: split(standing, resources, verdict), conditions: conditions.conditions, diagnostics };
}

function judge(action: Action, resource: Seen, broad: boolean): Verdict {
  if (resource.kind === "everything") return takesStar(action) || broad ? "fits" : "broad";
  if (resource.kind === "unknown") return "fits";
  if (action.types.length === 0) return "not-scopable";
  if (!actsOn(action, resource) && !(resource.outlines[0]?.resource === "*" && resource.named.length === 0)) return "mismatch";
  return broad || reachOf(resource) === null ? "fits" : "broad";
}

/** Actions that stand with the same resources come together. */
function split(standing: readonly Standing[], resources: readonly Seen[], verdict: (action: Action, resource: Seen) => Verdict): readonly Granted[] {
  const groups = new Map<string, { readonly actions: string[]; readonly resources: readonly Reference[] }>();
  for (const { action } of standing) {
    const fitting = resources.filter((resource) => verdict(action, resource) === "fits").map(({ reference }) => reference);
    if (fitting.length === 0) continue;
    const key = JSON.stringify(fitting.map(textOf));
    const group = groups.get(key) ?? { actions: [], resources: fitting };
    group.actions.push(action.full);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function seeAll(resources: readonly Placed<Reference>[], standing: readonly Standing[], home: Home, diagnostics: Diagnostic[]): readonly Seen[] {
  const actions = standing.map(({ action }) => action);
  if (actions.length === 0) return [];
  return resources.flatMap((placed) => {
    const [resource, mistakes] = see(placed, actions, home);
    diagnostics.push(...mistakes);
    return resource === null ? [] : [resource];
  });
}

/** An action that AWS cannot scope needs no `resources`. */
function starAlone(asked: Asked, standing: readonly Standing[]): readonly Seen[] {
  if (!standing.every(({ action }) => takesStar(action))) return [];
  const star = literal("*");
  return [{ placed: { value: star, span: asked.span }, kind: "everything", reference: star, outlines: [], named: [], base: null }];
}

function* needResources(standing: readonly Standing[], home: Home): Generator<Diagnostic> {
  const scopable = standing.filter(({ action }) => !takesStar(action));
  const [first] = scopable;
  if (first === undefined) return;
  const actions = scopable.map(({ action }) => action);
  const shapes = [...new Set(mainTypes(actions).flatMap(({ patterns }) => patterns.slice(0, 1)))].map((pattern) => shapeOf(pattern, home));
  yield error("missing-key", first.span, `${listing(actions.map(({ full }) => full))} ${actions.length === 1 ? "needs" : "need"} \`resources\``, `write resources: ${shapes[0]}`);
}

/** What of an entry is left without a partner, said once and where it helps most. */
class Leftovers {
  private readonly standing: readonly Standing[];
  private readonly resources: readonly Seen[];
  private readonly verdict: (action: Action, resource: Seen) => Verdict;
  private readonly home: Home;
  /** Where a name or a resource could not be read, its partner may only seem to be left over. */
  private readonly allRead: boolean;
  private readonly allSeen: boolean;

  constructor(
    standing: readonly Standing[],
    resources: readonly Seen[],
    verdict: (action: Action, resource: Seen) => Verdict,
    home: Home,
    allRead: boolean,
    allSeen: boolean,
  ) {
    this.standing = standing;
    this.resources = resources;
    this.verdict = verdict;
    this.home = home;
    this.allRead = allRead;
    this.allSeen = allSeen;
  }

  *report(): Generator<Diagnostic> {
    const { standing, resources } = this;
    const idle = standing.filter(({ action }) => !resources.some((resource) => this.verdict(action, resource) === "fits"));
    const unused = resources.filter((resource) => !standing.some(({ action }) => this.verdict(action, resource) === "fits"));
    if (unused.length === resources.length && this.allRead) {
      for (const resource of unused) yield* this.atResource(resource, standing);
      return;
    }
    const broad = new Set<Seen>();
    for (const { action, span } of idle) {
      const wide = resources.filter((resource) => this.verdict(action, resource) === "broad");
      for (const resource of wide) broad.add(resource);
      if (wide.length === 0 && this.allSeen) yield this.atAction(action, span);
    }
    for (const resource of this.allRead ? unused : []) {
      if (standing.some(({ action }) => this.verdict(action, resource) === "broad")) broad.add(resource);
      else yield this.unmatched(resource);
    }
    for (const resource of broad) yield* this.tooBroad(resource, standing);
  }

  /** Nothing of the entry fits: the resource is what is wrong, by all that its pairs say. */
  private *atResource(resource: Seen, standing: readonly Standing[]): Generator<Diagnostic> {
    const of = (verdict: Verdict) => standing.map(({ action }) => action).filter((action) => this.verdict(action, resource) === verdict);
    const { span } = resource.placed;
    yield* this.tooBroad(resource, standing);
    const unscopable = of("not-scopable");
    if (unscopable.length > 0) yield notScopable(unscopable, span);
    const strangers = of("mismatch");
    if (strangers.length > 0) {
      yield error("resource-type-mismatch", span, `${whatTheyActOn(strangers)}; ${whatItNames(resource)}`, rightArn(resource, mainTypes(strangers), this.home));
    }
  }

  private *tooBroad(resource: Seen, standing: readonly Standing[]): Generator<Diagnostic> {
    const actions = standing.map(({ action }) => action).filter((action) => this.verdict(action, resource) === "broad");
    const reach = reachOf(resource);
    if (actions.length === 0 || reach === null) return;
    const names = listing(actions.map(({ full }) => full));
    const hint = `${rightArn(resource, mainTypes(actions), this.home) ?? "write an ARN"}, or say why it must be so wide in \`broad: <reason>\``;
    yield error("broad-resource", resource.placed.span, `${reach}, and ${names} can be scoped`, hint);
  }

  private atAction(action: Action, span: Span): Diagnostic {
    if (action.types.length === 0) return notScopable([action], span);
    const hints = this.resources.map((resource) => rightArn(resource, mainTypes([action]), this.home));
    return error("resource-type-mismatch", span, `${whatTheyActOn([action])}; none of the entry's resources is one`, hints[0]);
  }

  private unmatched(resource: Seen): Diagnostic {
    const actions = this.standing.map(({ action }) => action).filter(({ types }) => types.length > 0);
    const hint = actions.length === 0 ? undefined : rightArn(resource, mainTypes(actions), this.home);
    return error("unmatched-resource", resource.placed.span, `none of the entry's actions acts on it: ${whatItNames(resource)}`, hint);
  }
}

function notScopable(actions: readonly Action[], span: Span): Diagnostic {
  const names = listing(actions.map(({ full }) => full));
  return error("not-scopable", span, `AWS cannot scope ${names}: the only resource is "*"`, 'leave `resources` out or write "*", in an entry of its own');
}

/** "this ARN names a bucket". */
function whatItNames(resource: Seen): string {
  const [type] = resource.named;
  const { value } = resource.placed;
  const what = resource.kind === "named" ? textOf(value) : value.kind === "literal" && !value.text.startsWith("arn:") ? `"${value.text}"` : "this ARN";
  return type === undefined ? `${what} names nothing that AWS lists` : `${what} names ${article(noun(type))}`;
}
