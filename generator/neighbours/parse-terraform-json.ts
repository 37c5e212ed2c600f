import { readTemplate } from "../spec/expression/template.ts";
import { readYaml } from "../spec/yaml/read-yaml.ts";
import type { Node, YamlEntry } from "../spec/yaml/yaml-node.ts";
import { addressOfBlock, addressOfProvider, type Declaration, type Declared, requiredProviders } from "./declaration.ts";
import { withoutBlanks } from "./hide-texts.ts";

/**
 * What a .tf.json file declares. JSON is YAML, whose reader knows places.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function parseTerraformJson(file: string, text: string): Declared {
  const { documents, diagnostics } = readYaml(file, text);
  const declarations = documents.flatMap(({ entries }) => entries.flatMap(declared));
  return { declarations, isWhole: diagnostics.length === 0 };
}

function declared({ key: type, value }: YamlEntry): readonly Declaration[] {
  switch (type) {
    case "resource":
    case "data":
      return entriesOf(value).flatMap(({ key: kind, value: byName }) =>
        entriesOf(byName).flatMap((entry) => declaration(type, [kind, entry.key], entry)),
      );
    case "variable":
    case "output":
    case "module":
      return entriesOf(value).flatMap((entry) => declaration(type, [entry.key], entry));
    case "locals":
      return entriesOf(value).map(({ key, keySpan, value: of }) => {
        const given = new Map(of.kind === "text" ? [["value", quoted(of.text)]] : []);
        return { address: `local.${key}`, span: keySpan, given, names: namesIn(of) };
      });
    case "provider":
      return entriesOf(value).flatMap(({ key, keySpan, value: of }) =>
        [of.kind === "list" ? of.items : [of]].flat().map((one) => {
          const alias = entriesOf(one).find((entry) => entry.key === "alias")?.value;
          const own = alias?.kind === "text" ? alias.text : undefined;
          return { address: addressOfProvider(key, own), span: keySpan, given: new Map(), names: [] };
        }),
      );
    case "terraform":
      return entriesOf(value).flatMap(({ key, keySpan }) =>
        key === "required_providers" ? [{ address: requiredProviders, span: keySpan, given: new Map(), names: [] }] : [],
      );
    default:
      return [];
  }
}

function declaration(type: string, labels: readonly string[], { keySpan, value }: YamlEntry): readonly Declaration[] {
  const address = addressOfBlock(type, labels);
  const given = new Map<string, string>();
  for (const { key, value: of } of entriesOf(value)) {
    const texts = (of.kind === "list" ? of.items : [of]).flatMap((one) => (one.kind === "text" ? [quoted(one.text)] : []));
    if (texts.length > 0) given.set(key, of.kind === "list" ? `[${texts.join(", ")}]` : texts.join());
  }
  return address === null ? [] : [{ address, span: keySpan, given, names: namesIn(value) }];
}

function quoted(text: string): string {
  return `"${withoutBlanks(text, "template")}"`;
}

/** A block may stand in a list, also alone. */
function entriesOf(node: Node): readonly YamlEntry[] {
  if (node.kind === "mapping") return node.entries;
  return node.kind === "list" ? node.items.flatMap(entriesOf) : [];
}

/** The addresses that a value names; in a list of addresses no `${` stands around them. */
function namesIn(node: Node, isAddress = false): readonly string[] {
  if (node.kind === "list") return node.items.flatMap((item) => namesIn(item, isAddress));
  if (node.kind === "mapping")
    return node.entries.flatMap(({ key, value }) => namesIn(value, key === "depends_on" || key === "replace_triggered_by"));
  if (node.kind !== "text" || (!isAddress && !node.text.includes("${"))) return [];
  const template = readTemplate(isAddress ? `\${${node.text}}` : node.text, "argument");
  return template.kind === "template" ? template.references : [];
}
