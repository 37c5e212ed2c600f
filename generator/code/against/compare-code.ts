import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { FunctionGrants, Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";
import type { Call, CodeReading, CodeResource, Found, Need } from "../calls.ts";
import { mayBeOnBehalf } from "./callers-name.ts";
import { grantReaches } from "./reach.ts";
import { codeResourceWords, type Environment, environmentOf } from "./resolved.ts";
import { entryFor } from "./suggested-entry.ts";

/** One thing that a statement of the role allows. */
interface Allowed {
  readonly action: string;
  readonly resources: readonly Reference[];
}

/** A need of the code that nothing in the spec allows, with the call that has it. */
interface Missing {
  readonly call: Call;
  readonly need: Need;
}

/** Every need of the code that no statement of the role may allow; of several resources that a call may mean, those that lack it. */
export function missingIn(spec: Spec, grants: FunctionGrants, reading: CodeReading): readonly Missing[] {
  const environment = environmentOf(spec.arguments);
  const allowed = allowedBy(grants);
  return reading.found.flatMap((found) => {
    if (found.kind === "unknown") return [];
    const missing = found.needs.flatMap((need) => (need.certain ? lackOf(allowed, need, environment) : []));
    return missing.map((need) => ({ call: found, need }));
  });
}

/**
 * What a function's code calls against what its spec grants: a call that nothing allows (`undeclared-action`), and what could not be read
 * (`unknown-call`), each where it stands in the code. `folder` is where the sources lie, as findings name it.
 */
export function* compareCode(spec: Spec, grants: FunctionGrants, reading: CodeReading, folder: string): Generator<Diagnostic> {
  const environment = environmentOf(spec.arguments);
  for (const found of reading.found) {
    if (found.kind === "unknown")
      yield warning(
        "unknown-call",
        placeOf(found, folder),
        `what this needs cannot be read: ${found.what}`,
        "see by hand that the spec grants it",
      );
  }
  const beside = grants.attachments.length === 0 ? "" : ", unless a managed policy of its role allows it";
  for (const { call, need } of missingIn(spec, grants, reading)) {
    const on = need.resources.length === 0 ? "" : ` on ${need.resources.map(codeResourceWords).join(" or ")}`;
    const name = textOf(spec.name);
    const message = `${call.operation} needs ${need.action}${on}, and nothing in ${spec.source} allows it to ${name}`;
    const hint = `add ${entryFor(need, environment)} to its actions${beside}`;
    yield { ...warning("undeclared-action", placeOf(call, folder), message, hint), of: [name, spec.source] };
  }
}

/** A function in one target, with its code; null where that was not read, and may need whatever is granted. */
export interface CodeInTarget {
  readonly spec: Spec;
  readonly reading: CodeReading | null;
}

interface EntryInTarget extends CodeInTarget {
  readonly entry: ActionEntry;
}

/**
 * The actions of a function's entries that no call needs in any of its targets (`unused-action`, in the spec); `beside` are targets that
 * nobody looked at, and which have the same entries.
 */
export function* unusedActions(targets: readonly CodeInTarget[], beside: readonly string[]): Generator<Diagnostic> {
  const places = new Map<string, readonly EntryInTarget[]>();
  for (const target of targets)
    for (const entry of target.spec.actions) {
      const key = JSON.stringify([entry.span, entry.actions]);
      places.set(key, [...(places.get(key) ?? []), { ...target, entry }]);
    }
  for (const same of places.values()) {
    const { spec, entry, reading = null } = same[0] ?? {};
    if (spec === undefined || entry?.effect !== "Allow" || reading === null) continue;
    const unused = entry.actions.filter((action) => same.every((one) => isUnused(action, one)));
    // A word stands for what code of that intent calls, and not each function calls all of it.
    const isPart = entry.intent.length > 0 && unused.length < entry.actions.length;
    if (unused.length > 0 && !isPart) yield unusedOf(spec, entry, unused, reading, beside);
  }
}

function allowedBy(grants: FunctionGrants): readonly Allowed[] {
  return grants.policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => actions.map((action) => ({ action: action.toLowerCase(), resources })));
}

/** The need as far as nothing allows it. */
function lackOf(allowed: readonly Allowed[], need: Need, environment: Environment): readonly Need[] {
  const own = allowed.filter(({ action }) => action === need.action.toLowerCase()).flatMap(({ resources }) => resources);
  if (need.resources.length === 0) return own.length > 0 ? [] : [need];
  const lacking = meant(need, environment).filter((wanted) =>
    own.every((granted) => grantReaches(need.action, granted, wanted, environment) === "no"),
  );
  return lacking.length === 0 ? [] : [{ ...need, resources: lacking }];
}

/** Beside a variable that the spec gives, plain text is what the code takes without it: `process.env.TABLE ?? "orders"`. */
function meant({ resources }: Need, environment: Environment): readonly CodeResource[] {
  const isGiven = resources.some(({ name }) => name.some((part) => "env" in part && environment.has(part.env)));
  return isGiven ? resources.filter(({ name }) => name.some((part) => !("text" in part))) : resources;
}

/** So many packages are named. */
const mostNamed = 3;

function unusedOf(
  spec: Spec,
  { span }: ActionEntry,
  unused: readonly string[],
  { found, files, elsewhere }: CodeReading,
  beside: readonly string[],
): Diagnostic {
  const unread = found.filter(({ kind }) => kind === "unknown").length;
  const unless = [
    ...(beside.length === 0 ? [] : [`the function in ${beside.join(" or ")}, which this run is not about,`]),
    ...(unread === 0
      ? []
      : [unread === 1 ? "the place that could not be read" : `one of the ${unread} places that could not be read`]),
    ...(elsewhere.length === 0
      ? []
      : [
          `the code of ${elsewhere.slice(0, mostNamed).join(", ")}${elsewhere.length > mostNamed ? " or of another package" : ""}`,
        ]),
    // Extensions run beside the code, with its role.
    ...(spec.arguments.some(({ name }) => name === "layers") ? ["one of its layers"] : []),
  ];
  return warning(
    "unused-action",
    span,
    `no call in ${files.length} ${files.length === 1 ? "file" : "files"} of source needs ${unused.join(", ")} here`,
    unless.length === 0 ? "take it out" : `take it out, unless ${unless.join(" or ")} needs it`,
  );
}

/** True where no call needs the action on what the entry names, and nothing does it for the function. */
function isUnused(action: string, { spec, reading, entry }: EntryInTarget): boolean {
  if (reading === null || mayBeOnBehalf(action, spec, reading)) return false;
  const environment = environmentOf(spec.arguments);
  const needs = reading.found.flatMap((one) => (one.kind === "call" ? one.needs : []));
  return !needs.some((need) => need.action.toLowerCase() === action.toLowerCase() && isNeeded(entry, need, environment));
}

function isNeeded({ resources }: ActionEntry, need: Need, environment: Environment): boolean {
  if (resources === null || need.resources.length === 0) return true;
  return resources.some((granted) =>
    need.resources.some((wanted) => grantReaches(need.action, granted, wanted, environment) !== "no"),
  );
}

function placeOf({ file, line, column }: Found, folder: string): Span {
  return { file: folder === "" ? file : `${folder}/${file}`, line, column, endLine: line, endColumn: column + 1 };
}
