import type { FunctionGrants, StackGrants, Value, Variable } from "../grants.ts";
import { headerOf, pathIn } from "./output-file.ts";
import { configurationsOf, outputsOf } from "./references.ts";

/** What whoever calls a stack as a module reads of it: its variables, with what they are by default, and its outputs. */
export function readmeOf(
  stack: StackGrants,
): readonly { readonly path: string; readonly text: string; readonly source: string }[] {
  if (!stack.isModule) return [];
  const { directory, source, target, variables, functions, invokers } = stack;
  const configurations = configurationsOf(stack);
  const tags = stack.defaultTags[0]?.tags ?? [];
  const own = functions.filter(({ provider }) => provider !== stack.provider);
  const outputs = [
    ...functions.flatMap((of) => {
      const keys = outputsOf(of).map(({ key }) => key);
      return keys.length === 0 ? [] : [[of.label, keys] as const];
    }),
    ...invokers.map(({ label }) => [label, ["role_name", "role_arn"]] as const),
  ];
  const lines = [
    // A folder's name could end the comment.
    `<!-- ${headerOf(source, target).replace(/&/g, "&amp;").replace(/>/g, "&gt;")} -->`,
    "",
    `# ${plain(source.split("/").at(-1) ?? source)}`,
    "",
    `A Terraform module: ${functions.map(({ label }) => `\`${label}\``).join(", ")}. Whoever calls it configures the provider.`,
    ...(stack.provider === null || own.length > 0
      ? []
      : ["", `All of it is made by \`${stack.provider}\`: pass it in \`providers\`.`]),
    ...(own.length === 0 ? [] : ["", passed(stack, configurations, own)]),
    ...(tags.length === 0
      ? []
      : ["", `The \`default_tags\` of the provider give ${tags.map(({ key }) => plain(key)).join(", ")}, or the plan fails.`]),
    ...table(
      "Variables",
      ["variable", "type", "default", "what it is"],
      variables.map((variable) => [
        `\`${variable.name}\``,
        variable.type === null ? "" : `\`${variable.type}\``,
        defaultOf(variable),
        variable.description === null ? "" : plain(variable.description.text),
      ]),
    ),
    ...table(
      "Outputs",
      ["output", "its values"],
      outputs.map(([label, keys]) => [`\`${label}\``, keys.map((key) => `\`${key}\``).join(", ")]),
    ),
  ];
  return [{ path: pathIn(directory, "README.md"), text: `${lines.join("\n")}\n`, source }];
}

/** Whoever passes one configuration passes all: https://developer.hashicorp.com/terraform/language/meta-arguments/module-providers */
function passed({ provider }: StackGrants, configurations: readonly string[], own: readonly FunctionGrants[]): string {
  const made = own.map((of) => `\`${of.label}\` by \`${of.provider}\``).join(", ");
  const all = [...(provider === null ? ["aws"] : []), ...configurations].map((one) => `\`${one}\``).join(", ");
  return `It is made by ${provider === null ? "the default provider" : `\`${provider}\``}, and ${made}: pass ${all} in \`providers\`.`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return ["", `## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function defaultOf({ default: start }: Variable): string {
  return start === null ? "must be given" : plain(wordsOf(start));
}

/** A default holds no expression. */
function wordsOf(value: Value): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(wordsOf).join(", ")}]`;
  return value.kind === "map"
    ? `{${value.entries.map(({ key, value: inner }) => `${key}: ${wordsOf(inner)}`).join(", ")}}`
    : JSON.stringify(value.kind === "literal" ? value.text : "");
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Text that Markdown takes for nothing else. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{fffd}")
    .replace(/[\\`*_[\]<>|!#&]/g, (character) => `&#${character.codePointAt(0)};`);
}
