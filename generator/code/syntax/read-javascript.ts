import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { javascriptExpression } from "./javascript-expressions.ts";
import { importDeclaration, moduleOf, specifiers } from "./javascript-modules.ts";
import { bindJavascript, classOf, functionOf, isJavascriptExpression, javascriptOperands } from "./javascript-names.ts";
import { type Expr, type Module, Scope } from "./module.ts";
import { type Around, childrenOf, nameAt, Reading, unknownAt } from "./reading.ts";
import { parsed } from "./respell.ts";
import { respellTypeScript } from "./respell-typescript.ts";

const dialects = {
  ".ts": parser.configure({ dialect: "ts" }),
  ".tsx": parser.configure({ dialect: "ts jsx" }),
  ".jsx": parser.configure({ dialect: "jsx" }),
} as const;

/**
 * JavaScript's or TypeScript's text → a module, by the end of its path; modules of both kinds, ECMAScript's and node's.
 * https://tc39.es/ecma262/#sec-ecmascript-language-scripts-and-modules
 */
export function readJavaScript(path: string, written: string): Module {
  const scope = new Scope(null);
  const end = /\.[cm]?([jt]sx?)$/.exec(path)?.[1] ?? "js";
  const dialect = dialects[`.${end}` as keyof typeof dialects] ?? dialects[".jsx"];
  const { tree, text } = parsed(written, (one) => dialect.parse(one), respellTypeScript);
  const reading = new Reading({ path, language: "javascript" }, text, scope, { expression: javascriptExpression, statements });
  reading.statements(tree.topNode, { scope, function: null, class: null, depth: 0 });
  return reading.done(tree, written);
}

function statements(reading: Reading, node: SyntaxNode, around: Around): void {
  for (const child of childrenOf(node)) statement(reading, child, around);
}

function statement(reading: Reading, node: SyntaxNode, around: Around): void {
  switch (node.name) {
    case "ImportDeclaration":
      importDeclaration(reading, node, around.scope);
      return;
    case "ExportDeclaration":
      exportDeclaration(reading, node, around);
      return;
    case "VariableDeclaration":
      declare(reading, node, around);
      return;
    case "ReturnStatement":
      for (const value of javascriptOperands(node)) around.function?.returns.push(reading.expression(value, around));
      return;
    case "FunctionDeclaration":
    case "ClassDeclaration":
      declare(reading, node, around);
      return;
    case "ForOfSpec":
    case "ForInSpec":
      forOf(reading, node, around);
      return;
    case "TypeAliasDeclaration":
    case "InterfaceDeclaration":
    case "AmbientDeclaration":
      return;
    default:
      if (isJavascriptExpression(node)) reading.expression(node, around);
      else reading.statements(node, around);
  }
}

function exportDeclaration(reading: Reading, node: SyntaxNode, around: Around): void {
  const from = moduleOf(reading, node);
  const children = childrenOf(node);
  if (from !== null) reading.imports.push({ from, at: node.from });
  const group = node.getChild("ExportGroup");
  if (group !== null) {
    for (const { name, as } of specifiers(reading, group))
      reading.export(as, from === null ? nameAt(node.from, name, around.scope) : reading.imported(node.from, from, name));
    return;
  }
  if (from !== null) {
    const named = node.getChild("VariableDefinition") ?? node.getChild("VariableName");
    if (named === null) reading.passedOn.push(from);
    else reading.export(reading.textOf(named), reading.imported(node.from, from, null));
    return;
  }
  const byDefault = children.some(({ name }) => name === "default");
  for (const child of children) {
    if (/Declaration$/.test(child.name)) {
      const value = declare(reading, child, around, (name, made) => reading.export(name, made));
      if (byDefault && value !== null) reading.export("default", value);
    } else if (isJavascriptExpression(child)) reading.export("default", reading.expression(child, around));
  }
}

/** A declaration of names; what it declares, where that is one thing. */
function declare(
  reading: Reading,
  node: SyntaxNode,
  around: Around,
  told: (name: string, value: Expr) => void = () => {},
): Expr | null {
  if (node.name === "FunctionDeclaration" || node.name === "ClassDeclaration") {
    const made = node.name === "ClassDeclaration" ? classOf(reading, node, around) : functionOf(reading, node, around);
    const name = node.getChild("VariableDefinition");
    if (name !== null) {
      around.scope.bind(reading.textOf(name), made);
      told(reading.textOf(name), made);
    }
    return made;
  }
  if (node.name !== "VariableDeclaration") {
    reading.statements(node, around);
    return null;
  }
  let target: SyntaxNode | null = null;
  const parts = childrenOf(node).filter(({ name }) => name !== "TypeAnnotation");
  for (const [index, child] of parts.entries()) {
    if (child.name === "VariableDefinition") {
      target = child;
      const name = reading.textOf(child);
      // What is given a value later is declared here, and nothing until then.
      if (parts[index + 1]?.name !== "Equals") around.scope.bind(name, unknownAt(child.from));
      told(name, nameAt(child.from, name, around.scope));
    } else if (/^(ObjectPattern|ArrayPattern)$/.test(child.name)) target = child;
    else if (isJavascriptExpression(child) && target !== null) {
      const names = bindJavascript(reading, target, reading.expression(child, around), around);
      if (target.name !== "VariableDefinition") for (const [name, made] of names) told(name, made);
    }
  }
  return null;
}

function forOf(reading: Reading, node: SyntaxNode, around: Around): void {
  const [over] = javascriptOperands(node).slice(-1);
  const target = childrenOf(node).find(({ name }) => /Definition$|Pattern$/.test(name));
  if (over === undefined) return;
  const of = reading.expression(over, around);
  if (target !== undefined) bindJavascript(reading, target, { kind: "item", at: node.from, of }, around);
}
