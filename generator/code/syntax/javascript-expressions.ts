import type { SyntaxNode } from "@lezer/common";
import { exportAll, importOf, moduleOf, stringBody } from "./javascript-modules.ts";
import { bindJavascript, classOf, functionOf, isJavascriptExpression, javascriptOperands } from "./javascript-names.ts";
import type { Arg, Expr, MapEntry } from "./module.ts";
import {
  type Around,
  addMember,
  bindEntry,
  childrenOf,
  keyText,
  nameAt,
  type Reading,
  textExpression,
  unescapedLiteral,
  unknownAt,
} from "./reading.ts";

/** One expression of JavaScript or TypeScript. */
export function javascriptExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const at = node.from;
  const inner = () => javascriptOperands(node).map((child) => reading.expression(child, around));
  switch (node.name) {
    case "VariableName":
      return nameAt(at, reading.textOf(node), around.scope);
    case "this":
      return around.class === null ? unknownAt(at) : { kind: "self", at, of: around.class };
    case "Number":
      return textExpression(at, reading.textOf(node));
    case "String":
      return textExpression(at, stringBody(reading.textOf(node)));
    case "TemplateString":
      return template(reading, node, around);
    case "MemberExpression":
      return memberExpression(reading, node, around);
    case "CallExpression":
    case "NewExpression":
      return called(reading, node, around);
    case "ParenthesizedExpression":
    case "AwaitExpression":
    case "PostfixExpression":
      return inner()[0] ?? unknownAt(at);
    case "DynamicImport": {
      const from = moduleOf(reading, node);
      if (from !== null) return importOf(reading, at, from);
      return reading.call(
        at,
        nameAt(at, "import", around.scope),
        inner().map((value) => ({ name: null, value, spread: false })),
      );
    }
    case "PrefixCast":
    case "SequenceExpression":
      return inner().at(-1) ?? unknownAt(at);
    case "ConditionalExpression":
      return { kind: "either", at, options: inner().slice(1) };
    case "BinaryExpression":
      return binary(reading, node, around);
    case "AssignmentExpression":
      return assignment(reading, node, around);
    case "ArrayExpression":
      return { kind: "list", at, items: inner() };
    case "ObjectExpression":
      return { kind: "map", at, entries: [...entriesOf(reading, node, around)] };
    case "ArrowFunction":
    case "FunctionExpression":
      return functionOf(reading, node, around);
    case "ClassExpression":
      return classOf(reading, node, around);
    default:
      reading.statements(node, around);
      return unknownAt(at);
  }
}

function memberExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [object, key] = javascriptOperands(node);
  if (object === undefined) return unknownAt(node.from);
  const of = reading.expression(object, around);
  const property = node.getChild("PropertyName") ?? node.getChild("PrivatePropertyName");
  if (property !== null) return reading.member(property.from, of, reading.textOf(property));
  return { kind: "index", at: node.from, of, key: key === undefined ? unknownAt(node.from) : reading.expression(key, around) };
}

function called(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const children = childrenOf(node);
  const makes = node.name === "NewExpression";
  const callee = children[makes ? 1 : 0];
  if (callee === undefined) return unknownAt(node.from);
  const list = node.getChild("ArgList");
  const args: Arg[] = [];
  const of = reading.expression(callee, around);
  let spread = false;
  for (const child of list === null ? [] : childrenOf(list)) {
    if (child.name === ",") spread = false;
    else if (child.name === "Spread") spread = true;
    else if (isJavascriptExpression(child)) args.push({ name: null, value: reading.expression(child, around), spread });
  }
  bindEntry(of, args, "set");
  const [first] = args;
  const requires = (of.kind === "name" || of.kind === "member") && of.name === "require" && first?.value.kind === "text";
  const required = requires && first.value.kind === "text" ? first.value.parts : [];
  if (required.length === 0 || required.some((part) => typeof part !== "string")) return reading.call(node.from, of, args, makes);
  return importOf(reading, node.from, required.join(""));
}

function binary(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const at = node.from;
  const operator = childrenOf(node)[1];
  const sides = javascriptOperands(node).map((child) => reading.expression(child, around));
  const written = operator === undefined ? "" : reading.textOf(operator);
  if (/^(\|\||\?\?|&&)$/.test(written)) return { kind: "either", at, options: sides };
  // `value as Type`.
  if (written === "as" || written === "satisfies") return sides[0] ?? unknownAt(at);
  return written === "+" ? { kind: "text", at, parts: sides } : unknownAt(at);
}

/** `a.b = value`; `module.exports = {…}` and `exports.a = …` are what the module exports. */
function assignment(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [left] = childrenOf(node);
  const right = javascriptOperands(node).at(-1);
  if (left === undefined || right === undefined) return unknownAt(node.from);
  const value = reading.expression(right, around);
  if (left.name !== "MemberExpression") {
    bindJavascript(reading, left, value, around);
    return value;
  }
  const written = reading.textOf(left).replace(/\s/g, "");
  const exported = /^(?:module\.)?exports\.(\w+)$/.exec(written)?.[1];
  if (written === "module.exports") exportAll(reading, value);
  else if (exported !== undefined) reading.export(exported, value);
  const target = memberExpression(reading, left, around);
  if (target.kind !== "member" && target.kind !== "index") return value;
  const name = target.kind === "member" ? target.name : keyText(target.key);
  if (target.of.kind === "self") addMember(target.of.of, name, value);
  if (target.of.kind === "name") target.of.scope.bindMember(target.of.name, name, value);
  return value;
}

function* entriesOf(reading: Reading, node: SyntaxNode, around: Around): Generator<MapEntry> {
  for (const property of node.getChildren("Property")) {
    const [first, ...rest] = childrenOf(property);
    if (first === undefined) continue;
    if (first.name === "Spread") {
      const spread = rest.find(isJavascriptExpression);
      if (spread !== undefined) yield { key: null, value: reading.expression(spread, around) };
      continue;
    }
    const key = property.getChild("PropertyDefinition");
    const name = key === null ? null : textExpression(first.from, reading.textOf(key));
    const value = javascriptOperands(property).at(-1);
    if (property.getChild("ParamList") !== null) yield { key: name, value: functionOf(reading, property, around) };
    else if (name !== null && value === undefined)
      yield { key: name, value: nameAt(first.from, reading.textOf(first), around.scope) };
    else if (value !== undefined) {
      const given = reading.expression(value, around);
      const written = javascriptOperands(property)[0];
      yield {
        key: name ?? (written === undefined || written === value ? null : reading.expression(written, around)),
        value: given,
      };
    }
  }
}

function template(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const parts: (string | Expr)[] = [];
  let from = node.from + 1;
  const literal = (to: number) => {
    if (to > from) parts.push(unescapedLiteral(reading.text.slice(from, to)));
  };
  for (const child of node.getChildren("Interpolation")) {
    literal(child.from);
    const [value] = javascriptOperands(child);
    parts.push(value === undefined ? unknownAt(child.from) : reading.expression(value, around));
    from = child.to;
  }
  literal(Math.max(from, node.to - 1));
  return { kind: "text", at: node.from, parts };
}
