import type { SyntaxNode } from "@lezer/common";
import type { Expr, Scope } from "./module.ts";
import { childrenOf, type Reading, unescapedLiteral } from "./reading.ts";

/** What JavaScript's modules import and export. */

/** `import d, { a as b } from "m"`, `import * as n from "m"`; types are left out. */
export function importDeclaration(reading: Reading, node: SyntaxNode, scope: Scope): void {
  const from = moduleOf(reading, node);
  if (from === null) return;
  const at = node.from;
  const children = childrenOf(node);
  if (children.some(({ name }) => name === "type") || isOfTypes(children.find(({ name }) => name === "ImportGroup"))) return;
  reading.imports.push({ from, at });
  let star = false;
  for (const child of children) {
    if (child.name === "Star") star = true;
    if (child.name === "VariableDefinition")
      scope.bind(reading.textOf(child), reading.imported(at, from, star ? null : "default"));
    if (child.name !== "ImportGroup") continue;
    for (const { name, as } of specifiers(reading, child)) scope.bind(as, reading.imported(at, from, name));
  }
}

/** `{ type A, type B }`: nothing of it is there when the code runs. */
function isOfTypes(group: SyntaxNode | undefined): boolean {
  const names = group?.getChildren(",").length ?? 0;
  return group !== undefined && group.getChildren("type").length > names;
}

/** `{ a, b as c, default as d }`. */
export function* specifiers(reading: Reading, group: SyntaxNode): Generator<{ readonly name: string; readonly as: string }> {
  let names: string[] = [];
  for (const child of childrenOf(group)) {
    if (child.name === "," || child.name === "}") {
      const [name, as = name] = names;
      if (name !== undefined && as !== undefined) yield { name, as };
      names = [];
    } else if (/^(VariableName|VariableDefinition|PropertyName|default)$/.test(child.name)) names.push(reading.textOf(child));
    else if (child.name === "String") names.push(stringBody(reading.textOf(child)));
  }
}

/** The module that a declaration names; null where it names none. */
export function moduleOf(reading: Reading, node: SyntaxNode): string | null {
  const text = node.getChild("String");
  return text === null ? null : stringBody(reading.textOf(text));
}

/** A module as a value, and an import of this one. */
export function importOf(reading: Reading, at: number, from: string): Expr {
  reading.imports.push({ from, at });
  return reading.imported(at, from, null);
}

/** `module.exports = …`: the thing itself, and each entry of a map. */
export function exportAll(reading: Reading, value: Expr): void {
  reading.export("default", value);
  if (value.kind === "import") reading.passedOn.push(value.from);
  if (value.kind !== "map") return;
  for (const { key, value: given } of value.entries) {
    if (key?.kind === "text") reading.export(key.parts.map(String).join(""), given);
  }
}

/** The characters between the quotes. */
export function stringBody(written: string): string {
  return unescapedLiteral(written.replace(/^["'`]/, "").replace(/["'`]$/, ""));
}
