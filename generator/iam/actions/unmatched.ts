import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { type Home, textOf } from "../arn.ts";
import type { Seen } from "../asked.ts";
import { isScopable, morePatternsOfAction, takesStar } from "../reference/exceptions.ts";
import { onlyPatternsOfAction } from "../reference/only-patterns.ts";
import type { Action } from "../reference/reference.ts";
import { article, listing, mainTypes, noun, shapeOf, whatTheyActOn } from "../reference/wording.ts";
import type { Fit } from "./pairs.ts";
import { reachesBeyond, reachOf } from "./resources.ts";
import { rightArn } from "./right-arn.ts";

/** An action of an entry where it stands, with all that decides about it. */
export interface StandingAction {
  readonly action: Action;
  readonly span: Span;
}

/** An entry whose actions and resources were read. */
interface ReadEntry {
  readonly standing: readonly StandingAction[];
  readonly resources: readonly Seen[];
  readonly verdict: (action: Action, resource: Seen) => Fit;
  readonly home: Home;
  /** Where a name or a resource could not be read, its partner may only seem to be left over. */
  readonly allRead: boolean;
  readonly allSeen: boolean;
}

/** What of an entry is left without a partner, said once and where it helps most. */
export class Unmatched {
  private readonly entry: ReadEntry;

  constructor(entry: ReadEntry) {
    this.entry = entry;
  }

  *report(): Generator<Diagnostic> {
    const { standing, resources, verdict, allRead, allSeen } = this.entry;
    const idle = standing.filter(({ action }) => !resources.some((resource) => verdict(action, resource) === "fits"));
    const unused = resources.filter((resource) => !standing.some(({ action }) => verdict(action, resource) === "fits"));
    if (unused.length === resources.length && allRead) {
      for (const resource of unused) yield* this.atResource(resource, standing);
      return;
    }
    const broad = new Set<Seen>();
    for (const { action, span } of idle) {
      const wide = resources.filter((resource) => verdict(action, resource) === "broad");
      for (const resource of wide) broad.add(resource);
      if (wide.length === 0 && allSeen) yield this.atAction(action, span);
    }
    for (const resource of allRead ? unused : []) {
      if (standing.some(({ action }) => verdict(action, resource) === "broad")) broad.add(resource);
      else yield this.unmatched(resource);
    }
    for (const resource of broad) yield* this.tooBroad(resource, standing);
  }

  /** Nothing of the entry fits: the resource is what is wrong, by all that its pairs say. */
  private *atResource(resource: Seen, standing: readonly StandingAction[]): Generator<Diagnostic> {
    const of = (verdict: Fit) =>
      standing.map(({ action }) => action).filter((action) => this.entry.verdict(action, resource) === verdict);
    const { span } = resource.placed;
    yield* this.tooBroad(resource, standing);
    const unscopable = of("not-scopable");
    if (unscopable.length > 0) yield notScopable(unscopable, span, this.entry.home);
    const strangers = of("mismatch");
    if (strangers.length > 0) {
      yield error(
        "resource-type-mismatch",
        span,
        `${whatTheyActOn(strangers)}; ${whatItNames(resource)}`,
        orBroad(strangers, resource, this.hintFor(resource, strangers)),
      );
    }
  }

  private *tooBroad(resource: Seen, standing: readonly StandingAction[]): Generator<Diagnostic> {
    const actions = standing.map(({ action }) => action).filter((action) => this.entry.verdict(action, resource) === "broad");
    const reach = reachOf(resource);
    if (actions.length === 0 || reach === null) return;
    const names = listing(actions.map(({ full }) => full));
    const hint = `${this.hintFor(resource, actions) ?? "write an ARN"}, or say why it must be so wide in \`broad: <reason>\``;
    yield error("broad-resource", resource.placed.span, `${reach}, and ${names} can be scoped`, hint);
  }

  private atAction(action: Action, span: Span): Diagnostic {
    if (action.types.length === 0) return notScopable([action], span, this.entry.home);
    const hints = this.entry.resources.map((resource) => this.hintFor(resource, [action]));
    // It stands at the action, so it is not what to write there.
    const hint = hints[0]?.replace(/^write /, "add ");
    return error("resource-type-mismatch", span, `${whatTheyActOn([action])}; none of the entry's resources is one`, hint);
  }

  private hintFor(resource: Seen, actions: readonly Action[]): string | undefined {
    const only = actions.flatMap(({ full }) => onlyPatternsOfAction[full]?.patterns ?? []);
    return rightArn(resource, mainTypes(actions, resource.named), this.entry.home, only);
  }

  private unmatched(resource: Seen): Diagnostic {
    const actions = this.entry.standing.map(({ action }) => action).filter(({ types }) => types.length > 0);
    const hint = actions.length === 0 ? undefined : this.hintFor(resource, actions);
    return error(
      "unmatched-resource",
      resource.placed.span,
      `none of the entry's actions acts on it: ${whatItNames(resource)}`,
      hint,
    );
  }
}

/** IAM reads the wildcard as the actions need it; whether that was meant, only the spec can say. */
function orBroad(actions: readonly Action[], resource: Seen, hint: string | undefined): string | undefined {
  // Of such an action, a call may name no resource.
  if (hint !== undefined && actions.every(takesStar)) return `${hint}; or leave \`resources\` out, for calls that name none`;
  return hint === undefined || !actions.every((action) => reachesBeyond(action, resource))
    ? hint
    : `${hint}; or keep it, since IAM's wildcard crosses every "/", and say why in \`broad: <reason>\``;
}

function notScopable(actions: readonly Action[], span: Span, home: Home): Diagnostic {
  const names = listing(actions.map(({ full }) => full));
  const shapes = actions
    .flatMap(({ full }) => morePatternsOfAction[full]?.patterns ?? [])
    .map((pattern) => shapeOf(pattern, home));
  if (shapes.length > 0 && actions.every(isScopable)) {
    const checked = `AWS checks ${names} on ${listing([...new Set(shapes)])}, which this does not reach`;
    return error("resource-type-mismatch", span, checked, "write that, or leave `resources` out, in an entry of its own");
  }
  return error(
    "not-scopable",
    span,
    `AWS cannot scope ${names}: the only resource is "*"`,
    'leave `resources` out or write "*", in an entry of its own',
  );
}

/** "this ARN names a bucket". */
function whatItNames(resource: Seen): string {
  const [type] = resource.named;
  const { value } = resource.placed;
  const what =
    resource.kind === "named"
      ? textOf(value)
      : value.kind === "literal" && !value.text.startsWith("arn:")
        ? `"${value.text}"`
        : "this ARN";
  if (resource.begins !== null && resource.base !== null && value.kind === "expression")
    return `${what} is only the beginning of the ARN of ${article(noun(resource.base))}`;
  return type === undefined ? `${what} names nothing that AWS lists` : `${what} names ${article(noun(type))}`;
}
