import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { type ClassNode, type Expr, type Module, Scope } from "./module.ts";
import { callArguments, pythonExpression } from "./python-expressions.ts";
import { bindAll, bindLoop, bindPython, childExpressions, functionNode, globalMark, isPythonExpression } from "./python-names.ts";
import { type Around, childrenOf, Reading, textExpression, unknownAt } from "./reading.ts";
import { parsed } from "./respell.ts";
import { respellPython } from "./respell-python.ts";

/**
 * Python's text → a module. What cannot be read is told in it, and the rest is read all the same.
 * https://docs.python.org/3/reference/grammar.html
 */
export function readPython(path: string, written: string): Module {
  const scope = new Scope(null);
  const { tree, text } = parsed(written, (one) => parser.parse(one), respellPython);
  const reading = new Reading({ path, language: "python" }, text, scope, { expression: pythonExpression, statements });
  reading.statements(tree.topNode, { scope, function: null, class: null, depth: 0 });
  // Every name of a module is there for those who import it.
  for (const [name, values] of scope.names()) for (const value of values) reading.export(name, value);
  return reading.done(tree, written);
}

function statements(reading: Reading, node: SyntaxNode, around: Around): void {
  for (const child of childrenOf(node)) statement(reading, child, around);
}

function statement(reading: Reading, node: SyntaxNode, around: Around): void {
  switch (node.name) {
    case "ImportStatement":
      importStatement(reading, node, around.scope);
      return;
    case "AssignStatement":
      assignment(reading, node, around);
      return;
    case "ReturnStatement":
    case "YieldStatement": {
      const value = together(node.from, childExpressions(reading, node, around));
      if (value !== null) around.function?.returns.push(value);
      return;
    }
    case "FunctionDefinition":
      functionDefinition(reading, node, around);
      return;
    case "ClassDefinition":
      classDefinition(reading, node, around);
      return;
    case "ForStatement":
      forLoop(reading, node, around);
      return;
    case "WithStatement":
      withStatement(reading, node, around);
      return;
    case "ScopeStatement":
      scopeStatement(reading, node, around);
      return;
    case "TypeDef":
    case "PassStatement":
      return;
    default:
      if (isPythonExpression(node)) reading.expression(node, around);
      else reading.statements(node, around);
  }
}

/** `import a.b as c`, `from .a import b as c, d`, `from a import *`. */
function importStatement(reading: Reading, node: SyntaxNode, scope: Scope): void {
  // Line continuations and comments may stand between the names.
  const words = childrenOf(node).map((child) => reading.textOf(child));
  const at = node.from;
  if (words[0] === "from") {
    const middle = words.indexOf("import");
    const from = words.slice(1, middle).join("");
    reading.imports.push({ from, at });
    for (const part of commas(words.slice(middle + 1).filter((word) => word !== "(" && word !== ")"))) {
      const [name, , as] = part;
      if (name === undefined) continue;
      if (name === "*") {
        reading.passedOn.push(from);
        scope.stars.push(reading.imported(at, from, null));
      } else scope.bind(as ?? name, reading.imported(at, from, name));
    }
    return;
  }
  for (const part of commas(words.slice(1))) {
    const as = part.indexOf("as");
    const name = part.slice(0, as < 0 ? undefined : as).join("");
    const alias = as < 0 ? undefined : part[as + 1];
    reading.imports.push({ from: name, at });
    const [top = name, ...below] = name.split(".");
    scope.bind(alias ?? top, reading.imported(at, alias === undefined ? top : name, null));
    // `import a.b` binds a, which may be a folder alone, and below it b.
    if (alias === undefined && below.length > 0) scope.bind(top, nested(at, below, reading.imported(at, name, null)));
  }
}

function nested(at: number, path: readonly string[], value: Expr): Expr {
  return path.reduceRight<Expr>(
    (inner, name) => ({ kind: "map", at, entries: [{ key: textExpression(at, name), value: inner }] }),
    value,
  );
}

function commas(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === ",") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

/** `a = b = value`, `a, b = value`, `a: T = value`. */
function assignment(reading: Reading, node: SyntaxNode, around: Around): void {
  const groups: SyntaxNode[][] = [[]];
  for (const child of childrenOf(node)) {
    if (child.name === "AssignOp") groups.push([]);
    else if (child.name !== "," && child.name !== "TypeDef") groups.at(-1)?.push(child);
  }
  const right = groups.pop() ?? [];
  const value = together(
    node.from,
    right.map((one) => reading.expression(one, around)),
  );
  if (value !== null) for (const group of groups) bindAll(reading, group, value, around);
  const [target] = groups[0] ?? right;
  if (node.getChild("TypeDef") !== null && target !== undefined && around.class !== null && around.scope.ofClass)
    around.class.fields.push(reading.textOf(target));
}

/** Values with commas between them are a list. */
function together(at: number, values: readonly Expr[]): Expr | null {
  const [only = null, more] = values;
  return more === undefined ? only : { kind: "list", at, items: values };
}

function scopeStatement(reading: Reading, node: SyntaxNode, { scope }: Around): void {
  const [keyword, ...names] = childrenOf(node);
  if (keyword?.name !== "global") return;
  for (const name of names.filter(({ name }) => name === "VariableName"))
    scope.bind(globalMark(reading.textOf(name)), unknownAt(name.from));
}

function functionDefinition(reading: Reading, node: SyntaxNode, around: Around): void {
  const name = node.getChild("VariableName");
  const { made, self } = functionNode(
    reading,
    node,
    name === null ? null : reading.textOf(name),
    around,
    decoratorsOf(reading, node),
  );
  const value: Expr = { kind: "function", at: node.from, made };
  if (name !== null) bindPython(reading, name, value, around);
  const body = node.getChild("Body");
  if (body !== null) reading.statements(body, { ...self, function: made });
}

function decoratorsOf(reading: Reading, node: SyntaxNode): readonly string[] {
  const decorators = node.parent?.name === "DecoratedStatement" ? node.parent.getChildren("Decorator") : [];
  return decorators.map((decorator) => reading.textOf(decorator).trim());
}

function classDefinition(reading: Reading, node: SyntaxNode, around: Around): void {
  const name = node.getChild("VariableName");
  const list = node.getChild("ArgList");
  const bases = list === null ? [] : callArguments(reading, list, around).map(({ value }) => value);
  const made: ClassNode = { name: name === null ? null : reading.textOf(name), bases, fields: [], members: new Map() };
  reading.classes.push(made);
  if (name !== null) bindPython(reading, name, { kind: "class", at: node.from, made }, around);
  const body = node.getChild("Body");
  if (body === null) return;
  reading.statements(body, { ...around, scope: new Scope(around.scope, true), class: made, depth: around.depth + 1 });
}

function forLoop(reading: Reading, node: SyntaxNode, around: Around): void {
  for (const child of bindLoop(reading, childrenOf(node), around)) statement(reading, child, around);
}

/** `with a as b, c as d:`; what stands after `as` is the value, or what it gives where it is entered. */
function withStatement(reading: Reading, node: SyntaxNode, around: Around): void {
  let value: Expr | null = null;
  let as = false;
  for (const child of childrenOf(node)) {
    if (child.name === "Body") reading.statements(child, around);
    else if (child.name === "as") as = true;
    else if (child.name === ",") as = false;
    else if (as && value !== null) bindPython(reading, child, { kind: "entered", at: child.from, of: value }, around);
    else if (isPythonExpression(child)) value = reading.expression(child, around);
  }
}
