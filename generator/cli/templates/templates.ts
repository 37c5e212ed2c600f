import { readdirSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { templates as builtin, type TemplateName } from "../../backends/hcl/precompiled.js";
import { type Render, renderer, type Templates } from "../../backends/hcl/render.ts";
import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { reasonOf } from "../../files/errno.ts";
import { readText } from "../../files/text.ts";
import { unread, whole } from "../input.ts";
import { type Exit, exit } from "../print-output.ts";

export type OwnRenderer =
  | { readonly render: Render }
  | {
      readonly diagnostics: readonly Diagnostic[];
      readonly status: Exit;
      readonly sources: readonly { readonly file: string; readonly text: string }[];
    };

const ending = ".tf.hbs";

/** The renderer with a team's own templates from a folder in place of the built-in ones of the same names. */
export async function ownRenderer(folder: string | undefined): Promise<OwnRenderer> {
  if (folder === undefined) return { render: renderer() };
  let names: readonly string[];
  let inside: string;
  try {
    inside = realpathSync.native(folder);
    names = readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch (thrown) {
    const diagnostics = [error("unreadable-file", whole(folder), `the templates cannot be read: ${reasonOf(thrown)}`)];
    return { diagnostics, status: exit.machine, sources: [] };
  }
  // Most runs have no templates of their own and do without Handlebars' compiler.
  const { compileTemplate } = await import("./compile-template.ts");
  const diagnostics: Diagnostic[] = [];
  const sources: { file: string; text: string }[] = [];
  const own: Record<string, unknown> = {};
  for (const name of names) {
    const file = join(folder, name);
    const key = basename(name, ending);
    if (!Object.hasOwn(builtin, key)) {
      const near = nearest(key, Object.keys(builtin));
      diagnostics.push(
        error(
          "invalid-template",
          whole(file),
          "no resource is made from a template of this name",
          near === undefined ? `the names are ${Object.keys(builtin).join(", ")}` : `did you mean ${near}${ending}?`,
        ),
      );
      continue;
    }
    const read = readText(file, inside);
    if (read.kind !== "text") {
      diagnostics.push(unread(file, read, "template"));
      continue;
    }
    sources.push({ file, text: read.text });
    const compiled = compileTemplate(read.text);
    if ("message" in compiled)
      diagnostics.push(
        error("invalid-template", { ...whole(file), line: compiled.line, endLine: compiled.line }, compiled.message),
      );
    else own[key as TemplateName] = compiled.template;
  }
  if (diagnostics.length > 0) return { diagnostics, status: exit.input, sources };
  return { render: renderer(own as Templates) };
}
