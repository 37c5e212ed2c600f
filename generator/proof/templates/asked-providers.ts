import type { Archive, Argument, DefaultTags, StackGrants, Value } from "../../grants.ts";
import { join, partsOf } from "../../iam/arn.ts";
import { attributes, code, type Given, nested, text } from "./asked-arguments.ts";

/** What the output must say of providers, and of the archives that one of them makes. */

/** The body of the `terraform` block. */
export function versionsBody(stack: StackGrants): readonly Argument[] {
  const { terraformVersion, providerVersion, functions } = stack;
  const taken = stack.isModule ? [stack, ...functions].flatMap(({ provider: one }) => one ?? []) : [];
  const provider = (source: string, version: string, configurations: readonly Value[] = []): Value => ({
    kind: "map",
    entries: [
      { key: "source", value: text(source) },
      { key: "version", value: text(version) },
      ...(configurations.length === 0 ? [] : [{ key: "configuration_aliases", value: configurations }]),
    ],
  });
  const archives = functions.some(({ archive }) => archive !== null);
  return [
    ...attributes({ required_version: terraformVersion === null ? null : text(terraformVersion) }),
    nested("required_providers", {
      aws: provider("hashicorp/aws", providerVersion, [...new Set(taken)].sort().map(code)),
      archive: archives ? provider("hashicorp/archive", ">= 2.5, < 3.0") : null,
    }),
  ];
}

/** A tag that the provider must give, before anything is made without it. */
export function givenByDefault({ key, value }: DefaultTags["tags"][number]): Argument {
  const inQuotes = (letters: string) =>
    JSON.stringify(letters)
      .slice(1, -1)
      .replace(/([$%])\{/g, "$1$1{");
  const parts = partsOf(value);
  const [first] = parts;
  const said =
    parts.length === 1 && first?.kind === "expression"
      ? first.code
      : `"${parts.map((part) => (part.kind === "expression" ? `\${${part.code}}` : inQuotes(part.text))).join("")}"`;
  return nested("postcondition", {
    condition: code(`lookup(self.tags, "${inQuotes(key)}", "") == ${said}`),
    error_message: text(`the provider's default_tags must give the tag ${key} as the stack says it.`),
  });
}

/** The arguments of the archive of a function's code. */
export function archiveGiven(label: string, { source, excludes }: Archive): Given {
  return {
    type: text("zip"),
    source_dir: source,
    excludes,
    output_path: join(code("path.module"), `/.terraform/lambdagrant/${label}.zip`),
    output_file_mode: text("0755"),
  };
}
