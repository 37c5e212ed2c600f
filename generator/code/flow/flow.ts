import type { Arg, Expr } from "../syntax/module.ts";
import type { CallSites } from "./call-sites.ts";
import type { TextPart, Value } from "./code-value.ts";
import type { ModuleGraph } from "./module-graph.ts";

/** What the parts of an expression may be, which its value is made of. */
export interface Flow {
  readonly graph: ModuleGraph;
  readonly sites: CallSites;
  valuesOf(expr: Expr): readonly Value[];
  textsOf(expr: Expr): readonly (readonly TextPart[])[];
  plainText(expr: Expr): string | null;
  entriesOf(value: Value, name: string): readonly Expr[];
  argument(args: readonly Arg[], index: number | null, name: string | null): readonly Expr[];
}
