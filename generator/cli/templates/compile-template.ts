import Handlebars from "handlebars";
import { compileOptions, readTemplateSource, TemplateError } from "../../backends/hcl/template-source.ts";

/** Compiles a team's template under the same rules as the built-in ones. */
export function compileTemplate(
  source: string,
): { readonly template: unknown } | { readonly message: string; readonly line: number } {
  try {
    const precompiled = Handlebars.precompile(readTemplateSource(source), compileOptions);
    // The text is Handlebars' own output of a checked tree: a template can only name keys and call the printing helpers.
    return { template: new Function(`return ${precompiled}`)() as unknown };
  } catch (thrown) {
    if (thrown instanceof TemplateError) return { message: thrown.message, line: thrown.line };
    throw thrown;
  }
}
