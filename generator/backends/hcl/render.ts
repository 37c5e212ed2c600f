import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";
import type { Reference } from "../../grants.ts";
import { commentLine, escapeText, insideQuotes } from "../quote.ts";
import { templates as builtin, type TemplateName } from "./precompiled.js";
import { labelText, type Printable, print, Unprintable } from "./print.ts";

/** A template with its holes filled: Terraform text, not yet laid out. */
export type Render = (name: TemplateName, view: object) => string;

/** Precompiled templates of a team, by name, in place of the built-in ones. */
export type Templates = Partial<Readonly<Record<TemplateName, unknown>>>;

/** A hole of a template that cannot be filled: a mistake of the template. */
export class HoleError extends Error {
  readonly kind: "unknown" | "absent" | "no-value" | "unclear";
  /** Where the hole begins, by line and column from 1; null where that is not known. */
  readonly at: { readonly line: number; readonly column: number } | null;
  /** The names that may stand there. */
  readonly known: readonly string[];
  /** Which template it is, once that is known. */
  template: TemplateName | null = null;

  constructor(kind: HoleError["kind"], at: HoleError["at"], known: readonly string[], options?: ErrorOptions) {
    super("a template has a hole that cannot be filled", options);
    this.kind = kind;
    this.at = at;
    this.known = known;
  }
}

/** What went wrong in a helper, and is no template's mistake: it is carried through Handlebars, in which a template's come up, too. */
class OwnFault extends Error {}

/** Makes the renderer; every hole is filled by one of three helpers, chosen when the template was compiled. */
export function renderer(own: Templates = {}): Render {
  // The runtime alone: its declarations leave out most of what it has.
  const handlebars = (runtime as unknown as typeof Handlebars).create();
  const { each } = handlebars.helpers;
  const helpers: Readonly<Record<string, Fill>> = {
    value: (value) => print(value as Printable),
    inside: (value) => inside(value as Printable | null),
    comment: (value) => commentLine(String(value)),
    if: (value, options, context) => (isFilled(value) ? options.fn(context) : options.inverse(context)),
    each: (value, options, context) => each?.call(context, value, options),
  };
  for (const [name, fill] of Object.entries(helpers))
    handlebars.registerHelper(name, function (this: unknown, value: unknown, options: Located) {
      return filled(name, fill, value, options, this);
    });
  const ready = new Map<TemplateName, Handlebars.TemplateDelegate>();
  return (name, view) => {
    const template = ready.get(name) ?? handlebars.template((own[name] ?? builtin[name]) as TemplateSpecification);
    ready.set(name, template);
    try {
      return template(view, { allowProtoPropertiesByDefault: false });
    } catch (thrown) {
      if (thrown instanceof OwnFault) throw thrown.cause;
      if (own[name] === undefined) throw thrown;
      const hole = thrown instanceof HoleError ? thrown : new HoleError("unclear", null, Object.keys(view), { cause: thrown });
      hole.template = name;
      throw hole;
    }
  };
}

type Located = Handlebars.HelperOptions & { readonly loc?: hbs.AST.SourceLocation };
type Fill = (value: unknown, options: Located, context: unknown) => unknown;

/** Every key of a view exists, `null` when absent: one that does not is a mistake of the template. */
function filled(helper: string, fill: Fill, value: unknown, options: Located, context: unknown): unknown {
  const fail = (kind: HoleError["kind"], thrown?: Unprintable) => {
    const start = options.loc?.start;
    // Of a list of texts, each is an object to Handlebars.
    const known = typeof context === "object" && context !== null && !(context instanceof String) ? Object.keys(context) : [];
    return new HoleError(kind, start === undefined ? null : { line: start.line, column: start.column + 1 }, known, {
      cause: thrown,
    });
  };
  if (value === undefined) throw fail("unknown");
  if (helper === "if" || helper === "each") return fill(value, options, context);
  try {
    return fill(value, options, context);
  } catch (thrown) {
    if (thrown instanceof Unprintable) throw fail(value === null ? "absent" : "no-value", thrown);
    throw new OwnFault("a helper of the templates failed", { cause: thrown });
  }
}

let builtIn: Render | undefined;

/** The renderer of those who have no templates of their own: one, so that what it made is remembered. Who emits nothing makes none. */
export function builtInRenderer(): Render {
  builtIn ??= renderer();
  return builtIn;
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

function inside(value: Printable | null): string {
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value !== null && "kind" in value && value.kind === "label") return labelText(value.text);
  if (value !== null && "kind" in value && ["literal", "expression", "join"].includes(value.kind))
    return insideQuotes(value as Reference);
  throw new Unprintable("a template puts nothing, a list or a block between quotes");
}
