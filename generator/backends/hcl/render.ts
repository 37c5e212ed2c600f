import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";
import type { Reference } from "../../grants.ts";
import { templates as builtin, type TemplateName } from "./precompiled.js";
import { labelText, type Printable, print } from "./print.ts";
import { commentLine, escapeText, insideQuotes } from "./quote.ts";

/** A template with its holes filled: Terraform text, not yet laid out. */
export type Render = (name: TemplateName, view: object) => string;

/** Precompiled templates of a team, by name, in place of the built-in ones. */
export type Templates = Partial<Readonly<Record<TemplateName, unknown>>>;

/** Makes the renderer; every hole is filled by one of three helpers, chosen when the template was compiled. */
export function renderer(own: Templates = {}): Render {
  // The runtime alone: its declarations leave out most of what it has.
  const handlebars = (runtime as unknown as typeof Handlebars).create();
  handlebars.registerHelper("value", (value: unknown) => print(given<Printable>(value)));
  handlebars.registerHelper("inside", (value: unknown) => inside(given<Printable>(value)));
  handlebars.registerHelper("comment", (value: unknown) => commentLine(String(given(value))));
  handlebars.registerHelper("if", function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    return isFilled(given(value)) ? options.fn(this) : options.inverse(this);
  });
  const ready = new Map<TemplateName, Handlebars.TemplateDelegate>();
  return (name, view) => {
    const template = ready.get(name) ?? handlebars.template((own[name] ?? builtin[name]) as TemplateSpecification);
    ready.set(name, template);
    return template(view, { allowProtoPropertiesByDefault: false });
  };
}

let builtIn: Render | undefined;

/** The renderer of those who have no templates of their own: one, so that what it made is remembered. Who emits nothing makes none. */
export function builtInRenderer(): Render {
  builtIn ??= renderer();
  return builtIn;
}

/** Every key of a view exists, `null` when absent: one that does not is a mistake of the template. */
function given<T>(value: unknown): T {
  if (value === undefined) throw new Error("a template asks for something that its resource does not have");
  return value as T;
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

function inside(value: Printable): string {
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if ("kind" in value && value.kind === "label") return labelText(value.text);
  if ("kind" in value && ["literal", "expression", "join"].includes(value.kind)) return insideQuotes(value as Reference);
  throw new Error("a template puts a list or a block between quotes");
}
