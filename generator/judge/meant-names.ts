import type { Expression, Literal, Reference } from "../grants.ts";
import { join, longestText, partsOf, textOf } from "../iam/arn.ts";
import { readTemplate, referenceOfTemplate } from "../spec/expression/template.ts";
import type { Node, YamlMapping } from "../spec/yaml/yaml-node.ts";

/** Names, and what they stand for. */
export class Names {
  private readonly known = new Map<string, Reference>();
  private readonly meanings: ReadonlyMap<string, string>;
  private changes = 0;

  constructor(meanings: ReadonlyMap<string, string>) {
    this.meanings = meanings;
  }

  /** A list with its members changed; the same list where no name of it stands for anything. */
  inList<One>(list: readonly One[], change: (one: One) => One): readonly One[] {
    const before = this.changes;
    const changed = list.map(change);
    return this.changes === before ? list : changed;
  }

  /** A value of a spec with each name as what it stands for; the same value where there is none. */
  inValue<Of>(value: Of): Of {
    const before = this.changes;
    const changed = this.deep(value) as Of;
    return this.changes === before ? value : changed;
  }

  private deep(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.deep(one));
    if (typeof value !== "object" || value === null) return value;
    if ("kind" in value && (value.kind === "expression" || value.kind === "join"))
      return join(...partsOf(value as Reference).map((part) => this.reference(part, 0)));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.deep(inner)]));
  }

  /** A local may stand for a local. */
  private reference(part: Literal | Expression, depth: number): Reference {
    const text = part.kind === "expression" && depth < 8 ? this.meanings.get(part.code) : undefined;
    if (text === undefined || part.kind !== "expression") return part;
    this.changes++;
    const known = this.known.get(part.code);
    if (known !== undefined) return known;
    const template = readTemplate(text, "policy");
    const found = template.kind === "template" ? referenceOfTemplate(template) : part;
    const whole = join(...partsOf(found).map((inner) => (inner === part ? inner : this.reference(inner, depth + 1))));
    const bounded = textOf(whole).length > longestText ? part : whole;
    this.known.set(part.code, bounded);
    return bounded;
  }

  /** A document with its locals as what they stand for; each line that has one is told in words. */
  inMapping(mapping: YamlMapping, lines: Map<number, string>): YamlMapping {
    const entries = mapping.entries.map((entry) =>
      entry.key === "why" || entry.key === "broad" ? entry : { ...entry, value: this.inNode(entry.value, lines) },
    );
    return { ...mapping, entries };
  }

  private inNode(node: Node, lines: Map<number, string>): Node {
    if (node.kind === "mapping") return this.inMapping(node, lines);
    if (node.kind === "list") return { ...node, items: node.items.map((item) => this.inNode(item, lines)) };
    if (node.kind !== "text" || !node.text.includes("local.")) return node;
    const text = node.text.replace(/(?<!\$)\$\{\s*(local\.[\w-]+)\s*\}/g, (whole, code: string) => {
      const meaning = this.meanings.get(code);
      if (meaning === undefined) return whole;
      lines.set(node.span.line, `${code} is ${meaning}`);
      return textOf(this.reference({ kind: "expression", code }, 0));
    });
    return text === node.text ? node : { ...node, text, verbatim: false };
  }
}
