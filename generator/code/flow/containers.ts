import type { Arg, CallExpr, Expr, MapEntry } from "../syntax/module.ts";
import { type ExternalValue, type Value, wayOf } from "./code-value.ts";
import type { Flow } from "./flow.ts";
import { namedAtRunTime } from "./named-at-run-time.ts";

/**
 * Calls that make a collection, or take something out of one, as the expressions that they stand for: `dict(s3=client)` is a map,
 * `clients.get("s3")` an index. What is no such call is none of these.
 * https://docs.python.org/3/library/functions.html, https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects
 */

/** What gives its first argument on, or another collection of the same things. */
const handsOn: ReadonlySet<string> = new Set([
  "global.list",
  "global.tuple",
  "global.set",
  "global.iter",
  "global.reversed",
  "global.sorted",
  "global.Object.freeze",
  "global.Object.seal",
  "global.Promise.all",
  "global.Promise.resolve",
  "global.vars",
  "asyncio.run",
  "functools.cache",
  "functools.lru_cache",
  "functools.lru_cache()",
  "shlex.split",
  "util.promisify",
]);

/** What has its named arguments as members. */
const holders: ReadonlySet<string> = new Set(["global.dict", "types.SimpleNamespace", "argparse.Namespace"]);

/** What an entry of a map is taken out by; a second argument is what there is otherwise. */
const takes: ReadonlySet<string> = new Set(["get", "setdefault", "pop"]);

/** The expressions that a call stands for; null for a call of anything else. */
export function standsFor(flow: Flow, call: CallExpr, called: readonly Value[]): readonly Expr[] | null {
  const taken = takenOut(flow, call);
  if (taken !== null) return taken;
  const [external] = called.filter((value): value is ExternalValue => value.kind === "external");
  return external === undefined ? null : madeBy(flow, external, call);
}

/** `clients.get("s3")`, `clients.values()`: where what they are called on is known as a map. */
function takenOut(flow: Flow, { callee, args, at }: CallExpr): readonly Expr[] | null {
  if (callee.kind !== "member") return null;
  const { of, name } = callee;
  const [key, otherwise] = args;
  if (takes.has(name) && key !== undefined && isMap(flow, of)) {
    const entry: Expr = { kind: "index", at, of, key: key.value };
    return [entry, ...(otherwise === undefined ? [] : [otherwise.value])];
  }
  if (name !== "values" && name !== "items" && name !== "entries") return null;
  const maps = flow.valuesOf(of).filter((value) => value.kind === "map");
  if (maps.length === 0) return null;
  return [{ kind: "list", at, items: maps.flatMap(({ expr }) => itemsOf(expr.entries, name === "values")) }];
}

function isMap(flow: Flow, of: Expr): boolean {
  return flow.valuesOf(of).some(({ kind }) => kind === "map") || (of.kind === "name" && of.scope.hasMembers(of.name));
}

function itemsOf(entries: readonly MapEntry[], valuesAlone: boolean): readonly Expr[] {
  return entries.map(
    ({ key, value }): Expr => (valuesAlone || key === null ? value : { kind: "list", at: value.at, items: [key, value] }),
  );
}

function madeBy(flow: Flow, external: ExternalValue, call: CallExpr): readonly Expr[] | null {
  const { args, at } = call;
  const name = wayOf(external);
  const [first, second] = args;
  // `partial(boto3.client, "s3")()`
  if (name === "functools.partial()") return partly(external, call);
  const named = namedAtRunTime(flow, name, call);
  if (named !== null) return named;
  if (holders.has(name)) return [{ kind: "map", at, entries: args.flatMap((arg) => entryOf(arg, arg.name)) }];
  if (/\.namedtuple\(\)$/.test(name)) {
    const fields = fieldsOf(flow, external);
    return [{ kind: "map", at, entries: args.flatMap((arg, index) => entryOf(arg, arg.name ?? fields[index] ?? null)) }];
  }
  // What a field of a data class begins as.
  const factory = /(^|\.)[fF]ield$/.test(name) ? args.find((arg) => arg.name === "default_factory") : undefined;
  if (factory !== undefined) return [{ kind: "call", at, callee: factory.value, args: [], makes: false }];
  if (first === undefined) return null;
  if (handsOn.has(name) && first.name === null) return [first.value];
  switch (name) {
    case "global.next":
      return [{ kind: "item", at, of: first.value }];
    case "global.map":
      return second === undefined
        ? null
        : [{ kind: "list", at, items: listed(flow, second.value).map((item) => called(first, item)) }];
    case "global.Object.values":
      return takenOut(flow, {
        kind: "call",
        at,
        callee: { kind: "member", at, of: first.value, name: "values" },
        args: [],
        makes: false,
      });
    case "global.Map":
    case "global.Object.fromEntries":
      return [{ kind: "map", at, entries: listed(flow, first.value).flatMap((pair) => pairOf(flow, pair)) }];
    default:
      return null;
  }
}

function partly({ steps }: ExternalValue, { at, args, makes }: CallExpr): readonly Expr[] | null {
  const made = steps.at(-1);
  const [called, ...before] = made?.kind === "call" ? made.call.args : [];
  return called === undefined ? null : [{ kind: "call", at, callee: called.value, args: [...before, ...args], makes }];
}

function entryOf({ value, spread }: Arg, name: string | null): readonly MapEntry[] {
  if (spread) return [{ key: null, value }];
  return name === null ? [] : [{ key: { kind: "text", at: value.at, parts: [name] }, value }];
}

/** `namedtuple("Clients", "s3 sqs")`, `namedtuple("Clients", ["s3", "sqs"])`. */
function fieldsOf(flow: Flow, { steps }: ExternalValue): readonly string[] {
  const made = steps.at(-1);
  const names = made?.kind === "call" ? made.call.args[1]?.value : undefined;
  if (names === undefined) return [];
  return [names, ...listed(flow, names)]
    .flatMap((expr) => (flow.plainText(expr) ?? "").split(/[\s,]+/))
    .filter((name) => name !== "");
}

function listed(flow: Flow, expr: Expr): readonly Expr[] {
  return flow.valuesOf(expr).flatMap((value) => (value.kind === "list" ? value.expr.items : []));
}

function pairOf(flow: Flow, pair: Expr): readonly MapEntry[] {
  const [key, value] = listed(flow, pair);
  return key === undefined || value === undefined ? [] : [{ key, value }];
}

function called({ value }: Arg, item: Expr): Expr {
  return { kind: "call", at: item.at, callee: value, args: [{ name: null, value: item, spread: false }], makes: false };
}
