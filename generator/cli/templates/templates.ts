import { readdirSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { templates as builtin, type TemplateName } from "../../backends/hcl/precompiled.js";
import { builtInRenderer, HoleError, type Render, renderer, type Templates } from "../../backends/hcl/render.ts";
import { type Diagnostic, error, firstLine } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { reasonOf } from "../../files/errno.ts";
import { readFileText } from "../../files/text.ts";
import { remembered } from "../../remembered.ts";
import { unread } from "../input.ts";
import { type Exit, exit } from "../print-output.ts";

export type OwnRenderer =
  | { readonly render: Render }
  | {
      readonly diagnostics: readonly Diagnostic[];
      readonly status: Exit;
      readonly sources: readonly { readonly file: string; readonly text: string }[];
    };

const ending = ".tf.hbs";

/** A team's own templates, as they were read. */
interface TemplateFile {
  readonly key: string;
  readonly file: string;
  readonly text: string;
}

/** The templates of a folder, and what is wrong with their names. */
export interface ReadTemplates {
  readonly templates: readonly TemplateFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly status: Exit;
}

/** Reads the templates of a folder, and judges their names. */
export function readTemplates(folder: string): ReadTemplates {
  let names: readonly string[];
  let inside: string;
  try {
    inside = realpathSync.native(folder);
    names = readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch (thrown) {
    const diagnostics = [error("unreadable-file", firstLine(folder), `the templates cannot be read: ${reasonOf(thrown)}`)];
    return { templates: [], diagnostics, status: exit.machine };
  }
  const diagnostics: Diagnostic[] = [];
  const templates: TemplateFile[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const key = basename(name, ending);
    if (!Object.hasOwn(builtin, key)) {
      const near = nearest(key, Object.keys(builtin));
      diagnostics.push(
        error(
          "invalid-template",
          firstLine(file),
          "no resource is made from a template of this name",
          near === undefined ? `the names are ${Object.keys(builtin).join(", ")}` : `did you mean ${near}${ending}?`,
        ),
      );
      continue;
    }
    const read = readFileText(file, inside);
    if (read.kind === "text") templates.push({ key, file, text: read.text });
    else diagnostics.push(unread(file, read, "template"));
  }
  return { templates, diagnostics, status: exit.input };
}

/** What is wrong with a template whose hole could not be filled; null for what is thrown for another reason. */
export function holeMistake(thrown: unknown, read: ReadTemplates | null): Diagnostic | null {
  if (!(thrown instanceof HoleError)) return null;
  const of = read?.templates.find(({ key }) => key === thrown.template);
  if (of === undefined) return null;
  const { at, known } = thrown;
  const text = at === null ? "" : (of.text.split("\n")[at.line - 1] ?? "").slice(at.column - 1);
  const [, opening = "", name = ""] = /^(\{\{~?(?:#\w+)?\s*)([^\s{}~]+)/.exec(text) ?? [];
  const column = (at?.column ?? 1) + opening.length;
  const span = {
    file: of.file,
    line: at?.line ?? 1,
    column,
    endLine: at?.line ?? 1,
    endColumn: column + Math.max(name.length, 1),
  };
  const near = nearest(name, known);
  const names = known.length === 0 ? undefined : `the names here are ${known.join(", ")}`;
  switch (thrown.kind) {
    case "unknown":
      return error(
        "invalid-template",
        span,
        `nothing here is called ${name}`,
        near === undefined ? names : `did you mean ${near}?`,
      );
    case "absent":
      return error(
        "invalid-template",
        span,
        `not every resource has ${name}`,
        `write {{#if ${name}}} before it and {{/if}} behind`,
      );
    case "no-value":
      return error("invalid-template", span, `${name} is not one value that could stand here`, names);
    case "unclear":
      return error("invalid-template", span, "a hole of this template cannot be filled", names);
  }
}

/** The renderer with a team's own templates, where there are some, in place of the built-in ones of the same names. */
export async function ownRenderer(read: ReadTemplates | null): Promise<OwnRenderer> {
  return read === null ? { render: builtInRenderer() } : compiled(read);
}

const compiled = remembered(async (read: ReadTemplates): Promise<OwnRenderer> => {
  const { templates, diagnostics: ofNames, status } = read;
  if (status === exit.machine) return { diagnostics: ofNames, status, sources: [] };
  // Most runs have no templates of their own and do without Handlebars' compiler.
  const { compileTemplate } = await import("./compile-template.ts");
  const diagnostics: Diagnostic[] = [...ofNames];
  const own: Record<string, unknown> = {};
  for (const { key, file, text } of templates) {
    const compiled = compileTemplate(text);
    if ("message" in compiled)
      diagnostics.push(
        error("invalid-template", { ...firstLine(file), line: compiled.line, endLine: compiled.line }, compiled.message),
      );
    else own[key as TemplateName] = compiled.template;
  }
  if (diagnostics.length > 0) return { diagnostics, status: exit.input, sources: templates };
  return { render: renderer(own as Templates) };
});
