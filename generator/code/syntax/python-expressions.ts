import type { SyntaxNode } from "@lezer/common";
import { type Arg, type Expr, type MapEntry, Scope } from "./module.ts";
import { moduleName, namedByText } from "./named-by-text.ts";
import { bindLoop, bindPython, childExpressions, functionNode, isPythonExpression, pythonOperands } from "./python-names.ts";
import {
  type Around,
  bindEntry,
  childrenOf,
  nameAt,
  type Reading,
  textExpression,
  unescapedLiteral,
  unknownAt,
} from "./reading.ts";

/** One expression of Python. */
export function pythonExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const at = node.from;
  const inner = () => childExpressions(reading, node, around);
  switch (node.name) {
    case "VariableName": {
      const name = reading.textOf(node);
      return name === "__name__" ? textExpression(at, moduleName(reading.place)) : nameAt(at, name, around.scope);
    }
    case "MemberExpression":
      return memberExpression(reading, node, around);
    case "CallExpression": {
      const [callee] = childrenOf(node);
      const list = node.getChild("ArgList");
      if (callee === undefined || list === null) return unknownAt(at);
      const called = reading.expression(callee, around);
      const args = callArguments(reading, list, around);
      bindEntry(called, args, "setdefault");
      return namedByText(reading, at, called, args) ?? reading.call(at, called, args);
    }
    case "Number":
      return textExpression(at, reading.textOf(node));
    case "String":
      return textExpression(at, stringBody(reading.textOf(node)));
    case "FormatString":
      return formatString(reading, node, around);
    case "ContinuedString":
      return { kind: "text", at, parts: inner() };
    case "BinaryExpression": {
      const operator = childrenOf(node)[1];
      const sides = inner();
      if (operator?.name === "or" || operator?.name === "and") return { kind: "either", at, options: sides };
      return operator !== undefined && reading.textOf(operator) === "+" ? { kind: "text", at, parts: sides } : unknownAt(at);
    }
    case "ConditionalExpression": {
      const [yes, , no] = inner();
      return { kind: "either", at, options: [yes, no].filter((option) => option !== undefined) };
    }
    case "YieldExpression": {
      const [value] = inner();
      if (value !== undefined) around.function?.returns.push(value);
      return unknownAt(at);
    }
    case "ParenthesizedExpression":
    case "AwaitExpression":
      return inner()[0] ?? unknownAt(at);
    case "NamedExpression": {
      const [name, value] = pythonOperands(node);
      if (name === undefined || value === undefined) return unknownAt(at);
      const given = reading.expression(value, around);
      bindPython(reading, name, given, around);
      return given;
    }
    case "LambdaExpression": {
      const { made, self } = functionNode(reading, node, null, around);
      const body = pythonOperands(node).at(-1);
      if (body !== undefined) made.returns.push(reading.expression(body, self));
      return { kind: "function", at, made };
    }
    case "DictionaryExpression":
      return { kind: "map", at, entries: [...entriesOf(reading, node, around)] };
    case "ArrayExpression":
    case "TupleExpression":
    case "SetExpression":
      return { kind: "list", at, items: inner() };
    default:
      if (node.name.endsWith("ComprehensionExpression")) return comprehension(reading, node, around);
      inner();
      return unknownAt(at);
  }
}

function memberExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [object, ...rest] = childrenOf(node);
  if (object === undefined) return unknownAt(node.from);
  const of = ownInstance(reading.expression(object, around));
  const property = node.getChild("PropertyName");
  if (property !== null) return reading.member(property.from, of, reading.textOf(property));
  const [key] = rest.filter(isPythonExpression).map((child) => reading.expression(child, around));
  return { kind: "index", at: node.from, of, key: key ?? unknownAt(node.from) };
}

/** `self`, where nothing else of that name is nearer. */
function ownInstance(of: Expr): Expr {
  const [found] = of.kind === "name" ? (of.scope.find(of.name) ?? []) : [];
  return found?.kind === "self" ? found : of;
}

/** The arguments of a call, or the bases of a class. */
export function callArguments(reading: Reading, list: SyntaxNode, around: Around): readonly Arg[] {
  const made: Arg[] = [];
  let [name, spread]: [string | null, boolean] = [null, false];
  const children = childrenOf(list);
  if (children.some((child) => child.name === "for"))
    return [{ name: null, value: comprehension(reading, list, around), spread: false }];
  for (const [index, child] of children.entries()) {
    if (child.name === ",") [name, spread] = [null, false];
    else if (child.name === "*" || child.name === "**") spread = true;
    else if (children[index + 1]?.name === "AssignOp") name = reading.textOf(child);
    else if (isPythonExpression(child)) made.push({ name, value: reading.expression(child, around), spread });
  }
  return made;
}

function* entriesOf(reading: Reading, node: SyntaxNode, around: Around): Generator<MapEntry> {
  let key: Expr | null = null;
  let after = false;
  for (const child of childrenOf(node)) {
    if (child.name === ":") after = true;
    else if (child.name === ",") [key, after] = [null, false];
    else if (child.name === "**") after = true;
    else if (isPythonExpression(child)) {
      const value = reading.expression(child, around);
      if (after) yield { key, value };
      else key = value;
    }
  }
}

function comprehension(reading: Reading, node: SyntaxNode, outside: Around): Expr {
  const around = { ...outside, scope: new Scope(outside.scope) };
  const children = childrenOf(node);
  loops(reading, children, around);
  const start = children.findIndex(({ name }) => name === "for" || name === "async");
  const items = children
    .slice(0, start)
    .filter(isPythonExpression)
    .map((child) => reading.expression(child, around));
  return { kind: "list", at: node.from, items: items.slice(-1) };
}

/** `for a in b if c for d in e`. */
function loops(reading: Reading, children: readonly SyntaxNode[], around: Around): void {
  const rest = bindLoop(reading, children, around);
  if (rest.some(({ name }) => name === "for")) loops(reading, rest, around);
  else for (const child of rest.filter(isPythonExpression)) reading.expression(child, around);
}

/** `r'…'`, `"""…"""`, `b"…"` → the characters between the quotes. */
function stringBody(written: string): string {
  const [, prefix = "", , body = ""] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*?)\2?$/.exec(written) ?? [];
  return /r/i.test(prefix) ? body : unescapedLiteral(body);
}

function formatString(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const parts: (string | Expr)[] = [];
  const written = reading.textOf(node);
  const [opening = ""] = /^[a-zA-Z]*("""|'''|"|')/.exec(written) ?? [];
  const quote = opening.replace(/^[a-zA-Z]+/, "");
  let from = node.from + opening.length;
  const literal = (to: number) => {
    if (to > from) parts.push(unescapedLiteral(reading.text.slice(from, to)).replaceAll("{{", "{").replaceAll("}}", "}"));
  };
  for (const child of childrenOf(node).filter(({ name }) => name === "FormatReplacement")) {
    literal(child.from);
    parts.push(childExpressions(reading, child, around)[0] ?? unknownAt(child.from));
    from = child.to;
  }
  literal(Math.max(from, node.to - (written.endsWith(quote) ? quote.length : 0)));
  return { kind: "text", at: node.from, parts };
}
