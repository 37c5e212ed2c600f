import type { Arg, Expr } from "../syntax/module.ts";
import { type CallSites, callSitesOf } from "./call-sites.ts";
import { knownCharacters, mostValues, type TextPart, type Value } from "./code-value.ts";
import { environmentVariable } from "./environment.ts";
import { evaluate, membersOf } from "./expression-values.ts";
import type { Flow } from "./flow.ts";
import { ModuleGraph, type Modules } from "./module-graph.ts";

/** So often the calls are gone through, as each round may find what a parameter of the next is. */
const rounds = 3;

/** Deeper than data flows in any program that a person wrote. */
const deepest = 300;
/** So often an expression on a circle is looked at anew. */
const mostUnkept = 20_000;

/**
 * What each expression of some modules may be, without regard to the order of statements: every value that a name is ever given, every
 * argument that a function is ever called with. Bounded: each expression is looked at once a round, and has at most `mostValues` values.
 */
export class Evaluation implements Flow {
  readonly graph: ModuleGraph;
  sites: CallSites = new Map();
  private known = new Map<Expr, readonly Value[]>();
  /** What is being evaluated, by its depth. */
  private readonly open = new Map<Expr, number>();
  /** The lowest depth that a circle came back to. */
  private lowest = Number.POSITIVE_INFINITY;
  private unkept = 0;

  constructor(modules: Modules) {
    this.graph = new ModuleGraph(modules);
    for (let round = 0, before = -1; round < rounds; round++) {
      const seen = callSitesOf(
        modules.values(),
        (expr) => this.valuesOf(expr),
        (made) => membersOf(this, made, ["__init__", "constructor"]).flatMap((method) => this.valuesOf(method)),
      );
      const size = [...seen.values()].reduce((sum, sites) => sum + sites.length, 0);
      this.known = new Map();
      this.sites = seen;
      if (size === before) break;
      before = size;
    }
  }

  /** What the expression may be; empty where nothing is known. */
  valuesOf(expr: Expr): readonly Value[] {
    const known = this.known.get(expr);
    if (known !== undefined) return known;
    const again = this.open.get(expr);
    if (again !== undefined || this.open.size > deepest) {
      this.lowest = Math.min(this.lowest, again ?? 0);
      return [];
    }
    const depth = this.open.size;
    const outer = this.lowest;
    this.lowest = Number.POSITIVE_INFINITY;
    this.open.set(expr, depth);
    const values = distinct(evaluate(this, expr));
    this.open.delete(expr);
    // What was found on the way round a circle is not all: it is kept where the circle began, or when the effort grows too large.
    if (this.lowest >= depth || ++this.unkept > mostUnkept) this.known.set(expr, values);
    this.lowest = this.lowest >= depth ? outer : Math.min(outer, this.lowest);
    return values;
  }

  /** The texts that the expression may be, unknown parts told as such. */
  textsOf(expr: Expr): readonly (readonly TextPart[])[] {
    return this.valuesOf(expr).flatMap((value) => this.textOf(value) ?? []);
  }

  /** The value as text, wrapped so that none is told apart from an empty one. */
  textOf(value: Value): readonly (readonly TextPart[])[] | null {
    if (value.kind === "text") return [value.parts];
    const env = environmentVariable(value, (expr) => this.plainText(expr));
    return env === null ? null : [[{ env }]];
  }

  /** The entries of a map under a name, those of maps that are spread into it too: `all = {...all, more}` holds itself. */
  entriesOf(value: Value, name: string, within: ReadonlySet<Expr> = new Set()): readonly Expr[] {
    if (value.kind !== "map" || within.has(value.expr)) return [];
    const inner = new Set([...within, value.expr]);
    return value.expr.entries.flatMap(({ key, value: given }) => {
      if (key === null) return this.valuesOf(given).flatMap((spread) => this.entriesOf(spread, name, inner));
      return this.plainText(key) === name ? [given] : [];
    });
  }

  /** The argument of a call by its name, or by its position. */
  argument(args: readonly Arg[], index: number | null, name: string | null): readonly Expr[] {
    const named = name === null ? [] : args.filter((arg) => arg.name === name).map(({ value }) => value);
    const spread =
      name === null
        ? []
        : args
            .filter((arg) => arg.spread)
            .flatMap(({ value }) => this.valuesOf(value).flatMap((map) => this.entriesOf(map, name)));
    const positional = index === null ? undefined : args.filter((arg) => arg.name === null && !arg.spread)[index];
    return [...named, ...spread, ...(positional === undefined ? [] : [positional.value])];
  }

  /** The one text that the expression is, known whole; else null. */
  plainText(expr: Expr): string | null {
    const [only, more] = this.textsOf(expr);
    return only === undefined || more !== undefined ? null : knownCharacters(only);
  }
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)].slice(0, mostValues);
}
