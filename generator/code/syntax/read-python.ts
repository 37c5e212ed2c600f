import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { type Arg, type ClassNode, type Entry, type Expr, type FunctionNode, type Module, Scope } from "./module.ts";
import { type Around, childrenOf, Reading, textAt, unescaped, unknownAt } from "./tree.ts";

/**
 * Python's text → a module. What cannot be read is told in it, and the rest is read all the same.
 * https://docs.python.org/3/reference/grammar.html
 */
export function readPython(path: string, text: string): Module {
  const scope = new Scope(null);
  const reading = new Reading({ path, language: "python" }, text, scope);
  const tree = parser.parse(text);
  statements(reading, tree.topNode, { scope, function: null, class: null, depth: 0 });
  // Every name of a module is there for those who import it.
  for (const [name, values] of scope.names()) for (const value of values) reading.export(name, value);
  return reading.done(tree);
}

function statements(reading: Reading, node: SyntaxNode, around: Around): void {
  if (reading.tooDeep(node, around)) return;
  const inner = { ...around, depth: around.depth + 1 };
  for (const child of childrenOf(node)) statement(reading, child, inner);
}

function statement(reading: Reading, node: SyntaxNode, around: Around): void {
  switch (node.name) {
    case "ImportStatement":
      return importStatement(reading, node, around.scope);
    case "AssignStatement":
      return assignment(reading, node, around);
    case "ReturnStatement":
      for (const value of expressionsOf(reading, node, around)) around.function?.returns.push(value);
      return;
    case "FunctionDefinition":
      return functionDefinition(reading, node, around);
    case "ClassDefinition":
      return classDefinition(reading, node, around);
    case "ForStatement":
      return forLoop(reading, childrenOf(node), around);
    case "WithStatement":
      return withStatement(reading, node, around);
    case "ScopeStatement":
      return scopeStatement(reading, node, around);
    case "TypeDef":
    case "PassStatement":
      return;
    default:
      if (isExpression(node)) expression(reading, node, around);
      else statements(reading, node, around);
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
      if (name === "*") reading.passedOn.push(from);
      else scope.bind(as ?? name, reading.imported(at, from, name));
    }
    return;
  }
  for (const part of commas(words.slice(1))) {
    const as = part.indexOf("as");
    const name = part.slice(0, as < 0 ? undefined : as).join("");
    const alias = as < 0 ? undefined : part[as + 1];
    reading.imports.push({ from: name, at });
    // `import a.b` binds a, below which b is found.
    const [top = name] = name.split(".");
    scope.bind(alias ?? top, reading.imported(at, alias === undefined ? top : name, null));
  }
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
  const values = right.map((value) => expression(reading, value, around));
  const [only] = values;
  const value: Expr | undefined = values.length === 1 ? only : { kind: "list", at: node.from, items: values };
  if (value !== undefined) for (const group of groups) bindAll(reading, group, value, around);
}

/** One target takes the value; several take its items. */
function bindAll(reading: Reading, targets: readonly SyntaxNode[], value: Expr, around: Around): void {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) return bind(reading, only, value, around);
  for (const [index, target] of targets.entries())
    bind(reading, target, { kind: "index", at: value.at, of: value, key: textAt(value.at, String(index)) }, around);
}

function bind(reading: Reading, target: SyntaxNode, value: Expr, around: Around): void {
  switch (target.name) {
    case "VariableName": {
      const name = reading.textOf(target);
      const { class: inClass, scope } = around;
      if (inClass !== null && scope.ofClass) addMember(inClass, name, value);
      // A name that the function calls global is the module's.
      (scope.has(globalMark(name)) ? reading.scope : scope).bind(name, value);
      return;
    }
    case "TupleExpression":
    case "ArrayExpression":
    case "ParenthesizedExpression":
      return bindAll(reading, operands(target), value, around);
    case "MemberExpression": {
      const of = expression(reading, target, around);
      if (of.kind === "member") bindMember(of.of, of.name, value);
      if (of.kind === "index") bindMember(of.of, of.key.kind === "text" ? of.key.parts.map(String).join("") : "*", value);
      return;
    }
    default:
      return;
  }
}

/** `self.client = …` is the instance's; `clients["s3"] = …` is found again by the same words. */
function bindMember(of: Expr, name: string, value: Expr): void {
  if (of.kind === "self") addMember(of.of, name, value);
  if (of.kind === "name") of.scope.bindMember(of.name, name, value);
}

function addMember(to: ClassNode, name: string, value: Expr): void {
  to.members.set(name, [...(to.members.get(name) ?? []), value]);
}

/** A name that no program can have. */
function globalMark(name: string): string {
  return `global ${name}`;
}

function scopeStatement(reading: Reading, node: SyntaxNode, { scope }: Around): void {
  const [keyword, ...names] = childrenOf(node);
  if (keyword?.name !== "global") return;
  for (const name of names.filter(({ name }) => name === "VariableName"))
    scope.bind(globalMark(reading.textOf(name)), unknownAt(name.from));
}

function functionDefinition(reading: Reading, node: SyntaxNode, around: Around): void {
  const name = node.getChild("VariableName");
  const { made, self } = functionNode(reading, node, name === null ? null : reading.textOf(name), around);
  const value: Expr = { kind: "function", at: node.from, made };
  if (name !== null) bind(reading, name, value, around);
  const body = node.getChild("Body");
  if (body !== null) statements(reading, body, { ...self, function: made });
}

/** The function's node, and what is around its body. */
function functionNode(reading: Reading, node: SyntaxNode, name: string | null, around: Around): { made: FunctionNode; self: Around } {
  const list = node.getChild("ParamList");
  const method = around.scope.ofClass ? around.class : null;
  const scope = new Scope(around.scope);
  const params = list === null ? [] : [...parameters(reading, list, around)];
  const made: FunctionNode = { name, at: node.from, params: method === null ? params : params.slice(1), returns: [] };
  const [first] = params;
  if (method !== null && first?.name != null) scope.bind(first.name, { kind: "self", at: node.from, of: method });
  for (const [index, param] of made.params.entries()) {
    if (param.name !== null) scope.bind(param.name, { kind: "parameter", at: node.from, of: made, index, name: param.name });
  }
  return { made, self: { ...around, scope, depth: around.depth + 1 } };
}

function* parameters(reading: Reading, list: SyntaxNode, around: Around): Generator<FunctionNode["params"][number]> {
  let name: string | null = null;
  let [fallback, type]: [Expr | null, string | null] = [null, null];
  let [rest, after] = [false, false];
  const done = (): FunctionNode["params"][number] => ({ name, fallback, rest, type });
  for (const child of childrenOf(list)) {
    if (child.name === ",") {
      if (name !== null) yield done();
      [name, fallback, type, rest, after] = [null, null, null, false, false];
    } else if (child.name === "*" || child.name === "**") rest = true;
    else if (child.name === "AssignOp") after = true;
    else if (child.name === "TypeDef") type = reading.textOf(child).replace(/^:\s*/, "");
    else if (after) fallback = expression(reading, child, around);
    else if (child.name === "VariableName") name = reading.textOf(child);
  }
  if (name !== null) yield done();
}

function classDefinition(reading: Reading, node: SyntaxNode, around: Around): void {
  const name = node.getChild("VariableName");
  const list = node.getChild("ArgList");
  const bases = list === null ? [] : argumentsOf(reading, list, around).map(({ value }) => value);
  const made: ClassNode = { name: name === null ? null : reading.textOf(name), bases, members: new Map() };
  reading.classes.push(made);
  if (name !== null) bind(reading, name, { kind: "class", at: node.from, made }, around);
  const body = node.getChild("Body");
  if (body === null) return;
  statements(reading, body, { ...around, scope: new Scope(around.scope, true), class: made, depth: around.depth + 1 });
}

/** `for a, b in things` as a statement and inside of comprehensions. */
function forLoop(reading: Reading, children: readonly SyntaxNode[], around: Around): void {
  const start = children.findIndex(({ name }) => name === "for");
  const middle = children.findIndex(({ name }, index) => index > start && name === "in");
  const [over, ...rest] = children.slice(middle + 1);
  if (start < 0 || middle < 0 || over === undefined) return;
  const of = expression(reading, over, around);
  const targets = children.slice(start + 1, middle).filter(({ name }) => name !== ",");
  bindAll(reading, targets, { kind: "item", at: over.from, of }, around);
  if (rest.some(({ name }) => name === "for")) forLoop(reading, rest, around);
  else for (const child of rest) statement(reading, child, around);
}

/** `with a as b, c as d:`; what stands after `as` is what the value gives. */
function withStatement(reading: Reading, node: SyntaxNode, around: Around): void {
  let value: Expr | null = null;
  let as = false;
  for (const child of childrenOf(node)) {
    if (child.name === "Body") statements(reading, child, around);
    else if (child.name === "as") as = true;
    else if (child.name === ",") as = false;
    else if (as && value !== null) bind(reading, child, value, around);
    else if (isExpression(child)) value = expression(reading, child, around);
  }
}

function isExpression({ name }: SyntaxNode): boolean {
  return /(Expression|String|VariableName|Number|Boolean|None|Ellipsis)$/.test(name);
}

/** Every expression among the children, converted. */
function expressionsOf(reading: Reading, node: SyntaxNode, around: Around): readonly Expr[] {
  return operands(node).map((child) => expression(reading, child, around));
}

function operands(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(isExpression);
}

function expression(reading: Reading, node: SyntaxNode, outside: Around): Expr {
  const at = node.from;
  if (reading.tooDeep(node, outside)) return unknownAt(at);
  const around = { ...outside, depth: outside.depth + 1 };
  const inner = () => expressionsOf(reading, node, around);
  switch (node.name) {
    case "VariableName":
      return nameOf(reading.textOf(node), at, around.scope);
    case "MemberExpression":
      return memberExpression(reading, node, around);
    case "CallExpression": {
      const [callee] = childrenOf(node);
      const list = node.getChild("ArgList");
      if (callee === undefined || list === null) return unknownAt(at);
      const called = expression(reading, callee, around);
      return reading.call(at, called, argumentsOf(reading, list, around));
    }
    case "String":
      return textAt(at, stringBody(reading.textOf(node)));
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
    case "ParenthesizedExpression":
    case "AwaitExpression":
      return inner()[0] ?? unknownAt(at);
    case "NamedExpression": {
      const [name, value] = operands(node);
      if (name === undefined || value === undefined) return unknownAt(at);
      const given = expression(reading, value, around);
      bind(reading, name, given, around);
      return given;
    }
    case "LambdaExpression": {
      const { made, self } = functionNode(reading, node, null, around);
      const body = operands(node).at(-1);
      if (body !== undefined) made.returns.push(expression(reading, body, self));
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

function nameOf(name: string, at: number, scope: Scope): Expr {
  return { kind: "name", at, name, scope };
}

function memberExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [object, ...rest] = childrenOf(node);
  if (object === undefined) return unknownAt(node.from);
  const of = ownInstance(expression(reading, object, around));
  const property = node.getChild("PropertyName");
  if (property !== null) return reading.member(property.from, of, reading.textOf(property));
  const [key] = rest.filter(isExpression).map((child) => expression(reading, child, around));
  return { kind: "index", at: node.from, of, key: key ?? unknownAt(node.from) };
}

/** `self`, where nothing else of that name is nearer. */
function ownInstance(of: Expr): Expr {
  const [found] = of.kind === "name" ? (of.scope.find(of.name) ?? []) : [];
  return found?.kind === "self" ? found : of;
}

function argumentsOf(reading: Reading, list: SyntaxNode, around: Around): readonly Arg[] {
  const made: Arg[] = [];
  let [name, spread]: [string | null, boolean] = [null, false];
  const children = childrenOf(list);
  if (children.some((child) => child.name === "for")) return [{ name: null, value: comprehension(reading, list, around), spread: false }];
  for (const [index, child] of children.entries()) {
    if (child.name === ",") [name, spread] = [null, false];
    else if (child.name === "*" || child.name === "**") spread = true;
    else if (children[index + 1]?.name === "AssignOp") name = reading.textOf(child);
    else if (isExpression(child)) made.push({ name, value: expression(reading, child, around), spread });
  }
  return made;
}

function* entriesOf(reading: Reading, node: SyntaxNode, around: Around): Generator<Entry> {
  let key: Expr | null = null;
  let after = false;
  for (const child of childrenOf(node)) {
    if (child.name === ":") after = true;
    else if (child.name === ",") [key, after] = [null, false];
    else if (child.name === "**") after = true;
    else if (isExpression(child)) {
      const value = expression(reading, child, around);
      if (after) yield { key, value };
      else key = value;
    }
  }
}

function comprehension(reading: Reading, node: SyntaxNode, outside: Around): Expr {
  const around = { ...outside, scope: new Scope(outside.scope) };
  const children = childrenOf(node);
  forLoop(reading, children, around);
  const start = children.findIndex(({ name }) => name === "for" || name === "async");
  const items = children
    .slice(0, start)
    .filter(isExpression)
    .map((child) => expression(reading, child, around));
  return { kind: "list", at: node.from, items: items.slice(-1) };
}

/** `r'…'`, `"""…"""`, `b"…"` → the characters between the quotes. */
function stringBody(written: string): string {
  const [, prefix = "", , body = ""] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*?)\2?$/.exec(written) ?? [];
  return /r/i.test(prefix) ? body : unescaped(body);
}

function formatString(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const parts: (string | Expr)[] = [];
  const written = reading.textOf(node);
  const [opening = ""] = /^[a-zA-Z]*("""|'''|"|')/.exec(written) ?? [];
  const quote = opening.replace(/^[a-zA-Z]+/, "");
  let from = node.from + opening.length;
  const literal = (to: number) => {
    if (to > from) parts.push(unescaped(reading.text.slice(from, to)).replaceAll("{{", "{").replaceAll("}}", "}"));
  };
  for (const child of childrenOf(node).filter(({ name }) => name === "FormatReplacement")) {
    literal(child.from);
    parts.push(expressionsOf(reading, child, around)[0] ?? unknownAt(child.from));
    from = child.to;
  }
  literal(Math.max(from, node.to - (written.endsWith(quote) ? quote.length : 0)));
  return { kind: "text", at: node.from, parts };
}
