import type { Archive, Argument, DefaultTags, FunctionGrants, StackGrants, Value } from "../../grants.ts";
import { join, partsOf } from "../../iam/arn.ts";
import { askedCode, askedText, attributes, type Given, nested } from "./asked-arguments.ts";

/** What the output must say of providers, and of the archives that one of them makes. */

/** The body of the `terraform` block. */
export function versionsBody(stack: StackGrants): readonly Argument[] {
  const { terraformVersion, providerVersion, functions } = stack;
  const taken = stack.isModule ? [stack, ...functions].flatMap(({ provider: one }) => one ?? []) : [];
  const provider = (source: string, version: string, configurations: readonly Value[] = []): Value => ({
    kind: "map",
    entries: [
      { key: "source", value: askedText(source) },
      { key: "version", value: askedText(version) },
      ...(configurations.length === 0 ? [] : [{ key: "configuration_aliases", value: configurations }]),
    ],
  });
  const archives = functions.some(({ archive }) => archive !== null);
  return [
    ...attributes({ required_version: terraformVersion === null ? null : askedText(terraformVersion) }),
    nested("required_providers", {
      aws: provider("hashicorp/aws", providerVersion, [...new Set(taken)].sort().map(askedCode)),
      archive: archives ? provider("hashicorp/archive", ">= 2.5, < 3.0") : null,
    }),
  ];
}

/** A tag that the provider must give, before anything is made without it. */
export function givenByDefault({ key, value }: DefaultTags["tags"][number]): Argument {
  const parts = partsOf(value);
  const [first] = parts;
  const isBare = parts.length === 1 && first?.kind === "expression";
  const inQuotes = parts.map((part, index) => {
    if (part.kind === "expression") return `\${${part.code}}`;
    const isBefore = parts[index + 1] !== undefined;
    return isBefore ? asText(part.text).replace(/\$$/, "\\u0024") : asText(part.text);
  });
  // An operator of the tag's own would take the comparison apart.
  const said = !isBare ? `"${inQuotes.join("")}"` : /[^\w.[\]-]/.test(first.code) ? `(${first.code})` : first.code;
  return nested("postcondition", {
    condition: askedCode(`lookup(self.tags, "${asText(key)}", "") == ${said}`),
    error_message: askedText(`the provider's default_tags must give the tag ${key} as the stack says it.`),
  });
}

/** Letters between the quotes of an expression: none of them is code, and none unseen. */
function asText(letters: string): string {
  const number = (letter: string) => {
    const code = (letter.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  };
  const named: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const doubled = letters.replace(/["\\\n\r\t]/g, (letter) => named[letter] ?? letter);
  // Behind one of its own kind, a sign that begins code cannot be doubled.
  const signed = doubled.replace(/(.?)([$%])(?=\{)/g, (_, before: string, sign: string) =>
    before === sign ? `${before}${number(sign)}` : `${before}${sign}${sign}`,
  );
  return signed.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, number);
}

/** The arguments of the archive of a function's code: where each call of a module makes a function of its own, also an archive. */
export function archiveGiven({ label, name }: FunctionGrants, { source, excludes }: Archive): Given {
  const own = partsOf(name).filter(({ kind }) => kind === "expression");
  const file = own.map((part, index) => join(index === 0 ? "/" : "-", part));
  return {
    type: askedText("zip"),
    source_dir: source,
    excludes,
    output_path: join(askedCode("path.module"), `/.terraform/lambdagrant/${label}`, ...file, ".zip"),
    output_file_mode: askedText("0755"),
  };
}
