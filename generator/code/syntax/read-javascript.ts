import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { type Arg, type ClassNode, type Entry, type Expr, type FunctionNode, type Module, Scope } from "./module.ts";
import { type Around, childrenOf, Reading, textAt, unescaped, unknownAt } from "./tree.ts";

const dialects = {
  ".ts": parser.configure({ dialect: "ts" }),
  ".tsx": parser.configure({ dialect: "ts jsx" }),
  ".jsx": parser.configure({ dialect: "jsx" }),
} as const;

/**
 * JavaScript's or TypeScript's text → a module, by the end of its path; modules of both kinds, ECMAScript's and node's.
 * https://tc39.es/ecma262/#sec-ecmascript-language-scripts-and-modules
 */
export function readJavaScript(path: string, text: string): Module {
  const scope = new Scope(null);
  const reading = new Reading({ path, language: "javascript" }, text, scope);
  const end = /\.[cm]?([jt]sx?)$/.exec(path)?.[1] ?? "js";
  const tree = (dialects[`.${end}` as keyof typeof dialects] ?? dialects[".jsx"]).parse(text);
  each(reading, tree.topNode, { scope, function: null, class: null, depth: 0 });
  return reading.done(tree);
}

function each(reading: Reading, node: SyntaxNode, around: Around): void {
  if (reading.tooDeep(node, around)) return;
  const inner = { ...around, depth: around.depth + 1 };
  for (const child of childrenOf(node)) statement(reading, child, inner);
}

function statement(reading: Reading, node: SyntaxNode, around: Around): void {
  switch (node.name) {
    case "ImportDeclaration":
      return importDeclaration(reading, node, around.scope);
    case "ExportDeclaration":
      return exportDeclaration(reading, node, around);
    case "VariableDeclaration":
      return void declare(reading, node, around);
    case "ReturnStatement":
      for (const value of operands(node)) around.function?.returns.push(expression(reading, value, around));
      return;
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return void declare(reading, node, around);
    case "ForOfSpec":
    case "ForInSpec":
      return forOf(reading, node, around);
    case "TypeAliasDeclaration":
    case "InterfaceDeclaration":
    case "AmbientDeclaration":
      return;
    default:
      if (isExpression(node)) expression(reading, node, around);
      else each(reading, node, around);
  }
}

/** `import d, { a as b } from "m"`, `import * as n from "m"`; types are left out. */
function importDeclaration(reading: Reading, node: SyntaxNode, scope: Scope): void {
  const from = moduleOf(reading, node);
  if (from === null) return;
  const at = node.from;
  reading.imports.push({ from, at });
  let star = false;
  for (const child of childrenOf(node)) {
    if (child.name === "type") return;
    if (child.name === "Star") star = true;
    if (child.name === "VariableDefinition")
      scope.bind(reading.textOf(child), reading.imported(at, from, star ? null : "default"));
    if (child.name !== "ImportGroup") continue;
    for (const { name, as } of specifiers(reading, child)) scope.bind(as, reading.imported(at, from, name));
  }
}

/** `{ a, b as c, default as d }`. */
function* specifiers(reading: Reading, group: SyntaxNode): Generator<{ readonly name: string; readonly as: string }> {
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

function moduleOf(reading: Reading, node: SyntaxNode): string | null {
  const text = node.getChild("String");
  return text === null ? null : stringBody(reading.textOf(text));
}

function exportDeclaration(reading: Reading, node: SyntaxNode, around: Around): void {
  const from = moduleOf(reading, node);
  const children = childrenOf(node);
  if (from !== null) reading.imports.push({ from, at: node.from });
  const group = node.getChild("ExportGroup");
  if (group !== null) {
    for (const { name, as } of specifiers(reading, group))
      reading.export(as, from === null ? nameOf(name, node.from, around.scope) : reading.imported(node.from, from, name));
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
    } else if (isExpression(child)) reading.export("default", expression(reading, child, around));
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
    each(reading, node, around);
    return null;
  }
  let target: SyntaxNode | null = null;
  for (const child of childrenOf(node)) {
    if (/^(VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name)) target = child;
    else if (isExpression(child) && target !== null) {
      const value = expression(reading, child, around);
      const names = new Map(bind(reading, target, value, around));
      for (const [name, made] of names) told(name, made);
    }
  }
  return null;
}

/** Binds a name or a pattern; each name that it binds, with its value. */
function bind(reading: Reading, target: SyntaxNode, value: Expr, around: Around): readonly (readonly [string, Expr])[] {
  const at = target.from;
  switch (target.name) {
    case "VariableDefinition":
    case "VariableName": {
      const name = reading.textOf(target);
      const seen = around.scope.find(name);
      // An assignment to a name of an outer block is that name's.
      (target.name === "VariableName" && seen !== undefined ? ownerOf(name, around.scope) : around.scope).bind(name, value);
      return [[name, value]];
    }
    case "ObjectPattern":
      return target.getChildren("PatternProperty").flatMap((property) => {
        const children = childrenOf(property);
        if (children[0]?.name === "Spread") return children[1] === undefined ? [] : bind(reading, children[1], value, around);
        const [key] = children;
        if (key === undefined) return [];
        const inner = children.find((child, index) => index > 0 && /Definition$|Pattern$/.test(child.name)) ?? key;
        const name = key.name === "String" ? stringBody(reading.textOf(key)) : reading.textOf(key);
        const part: Expr = { kind: "member", at, of: value, name };
        const equals = children.findIndex((child) => child.name === "Equals");
        const fallback = equals < 0 ? undefined : children[equals + 1];
        return bind(
          reading,
          inner,
          fallback === undefined ? part : { kind: "either", at, options: [part, expression(reading, fallback, around)] },
          around,
        );
      });
    case "ArrayPattern":
      return childrenOf(target)
        .filter(({ name }) => /Definition$|Pattern$/.test(name))
        .flatMap((inner, index) =>
          bind(reading, inner, { kind: "index", at, of: value, key: textAt(at, String(index)) }, around),
        );
    default:
      return [];
  }
}

function ownerOf(name: string, scope: Scope): Scope {
  let owner = scope;
  while (!owner.has(name) && owner.parent !== null) owner = owner.parent;
  return owner;
}

function forOf(reading: Reading, node: SyntaxNode, around: Around): void {
  const [over] = operands(node).slice(-1);
  const target = childrenOf(node).find(({ name }) => /Definition$|Pattern$/.test(name));
  if (over === undefined) return;
  const of = expression(reading, over, around);
  if (target !== undefined) bind(reading, target, { kind: "item", at: node.from, of }, around);
}

function functionOf(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const name = node.getChild("VariableDefinition") ?? node.getChild("PropertyDefinition");
  const scope = new Scope(around.scope);
  const list = node.getChild("ParamList");
  const patterns = list === null ? [] : parametersOf(list);
  const made: FunctionNode = {
    name: name === null ? null : reading.textOf(name),
    at: node.from,
    params: patterns.map(({ pattern, fallback, rest, type }) => ({
      name: pattern.name === "VariableDefinition" ? reading.textOf(pattern) : null,
      fallback: fallback === null ? null : expression(reading, fallback, around),
      rest,
      type: type === null ? null : reading.textOf(type).replace(/^:\s*/, ""),
    })),
    returns: [],
  };
  const inner: Around = { ...around, scope, function: made, depth: around.depth + 1 };
  for (const [index, { pattern, property }] of patterns.entries()) {
    const value: Expr = { kind: "parameter", at: pattern.from, of: made, index, name: made.params[index]?.name ?? "" };
    bind(reading, pattern, value, inner);
    // `constructor(private readonly client: S3Client)` is a field, too.
    if (property && around.class !== null) addMember(around.class, reading.textOf(pattern), value);
  }
  const block = node.getChild("Block");
  if (block !== null) each(reading, block, inner);
  else {
    const body = operands(node).at(-1);
    if (body !== undefined) made.returns.push(expression(reading, body, inner));
  }
  return { kind: "function", at: node.from, made };
}

interface Parameter {
  readonly pattern: SyntaxNode;
  fallback: SyntaxNode | null;
  type: SyntaxNode | null;
  readonly rest: boolean;
  readonly property: boolean;
}

function parametersOf(list: SyntaxNode): readonly Parameter[] {
  const found: Parameter[] = [];
  let [after, rest, property] = [false, false, false];
  for (const child of childrenOf(list)) {
    const last = found.at(-1);
    if (child.name === ",") [after, rest, property] = [false, false, false];
    else if (child.name === "Spread") rest = true;
    else if (child.name === "Privacy" || child.name === "readonly") property = true;
    else if (child.name === "Equals") after = true;
    else if (child.name === "TypeAnnotation" && last !== undefined) last.type = child;
    else if (after && last !== undefined && isExpression(child)) last.fallback = child;
    else if (/^(VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name))
      found.push({ pattern: child, fallback: null, type: null, rest, property });
  }
  return found;
}

function classOf(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const name = node.getChild("VariableDefinition");
  const children = childrenOf(node);
  const extended = children.findIndex((child) => child.name === "extends");
  const base = extended < 0 ? undefined : children[extended + 1];
  const bases = base === undefined || !isExpression(base) ? [] : [expression(reading, base, around)];
  const made: ClassNode = { name: name === null ? null : reading.textOf(name), bases, members: new Map() };
  reading.classes.push(made);
  const inner: Around = { ...around, class: made, depth: around.depth + 1 };
  for (const member of node.getChild("ClassBody")?.getChildren("MethodDeclaration") ?? []) {
    const key = member.getChild("PropertyDefinition") ?? member.getChild("PrivatePropertyDefinition");
    const method = functionOf(reading, member, inner);
    if (key !== null) addMember(made, reading.textOf(key), method);
  }
  for (const member of node.getChild("ClassBody")?.getChildren("PropertyDeclaration") ?? []) {
    const key = member.getChild("PropertyDefinition") ?? member.getChild("PrivatePropertyDefinition");
    const value = operands(member).at(-1);
    if (value === undefined) continue;
    const given = expression(reading, value, inner);
    if (key !== null) addMember(made, reading.textOf(key), given);
  }
  return { kind: "class", at: node.from, made };
}

function addMember(to: ClassNode, name: string, value: Expr): void {
  to.members.set(name, [...(to.members.get(name) ?? []), value]);
}

function isExpression({ name }: SyntaxNode): boolean {
  return /(Expression|String|ArrowFunction|VariableName|Number|BooleanLiteral|null|this|super|RegExp|DynamicImport|PrefixCast|ImportMeta|JSXElement|ClassExpression)$/.test(
    name,
  );
}

function operands(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(isExpression);
}

function expression(reading: Reading, node: SyntaxNode, outside: Around): Expr {
  const at = node.from;
  if (reading.tooDeep(node, outside)) return unknownAt(at);
  const around = { ...outside, depth: outside.depth + 1 };
  const inner = () => operands(node).map((child) => expression(reading, child, around));
  switch (node.name) {
    case "VariableName":
      return nameOf(reading.textOf(node), at, around.scope);
    case "this":
      return around.class === null ? unknownAt(at) : { kind: "self", at, of: around.class };
    case "String":
      return textAt(at, stringBody(reading.textOf(node)));
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
      return from === null ? unknownAt(at) : importOf(reading, at, from);
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
      each(reading, node, around);
      return unknownAt(at);
  }
}

function nameOf(name: string, at: number, scope: Scope): Expr {
  return { kind: "name", at, name, scope };
}

function memberExpression(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [object, key] = operands(node);
  if (object === undefined) return unknownAt(node.from);
  const of = expression(reading, object, around);
  const property = node.getChild("PropertyName") ?? node.getChild("PrivatePropertyName");
  if (property !== null) return reading.member(property.from, of, reading.textOf(property));
  return { kind: "index", at: node.from, of, key: key === undefined ? unknownAt(node.from) : expression(reading, key, around) };
}

function called(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const children = childrenOf(node);
  const makes = node.name === "NewExpression";
  const callee = children[makes ? 1 : 0];
  if (callee === undefined) return unknownAt(node.from);
  const list = node.getChild("ArgList");
  const args: Arg[] = [];
  const of = expression(reading, callee, around);
  let spread = false;
  for (const child of list === null ? [] : childrenOf(list)) {
    if (child.name === ",") spread = false;
    else if (child.name === "Spread") spread = true;
    else if (isExpression(child)) args.push({ name: null, value: expression(reading, child, around), spread });
  }
  const [first] = args;
  const required = of.kind === "name" && of.name === "require" && first?.value.kind === "text" ? first.value : null;
  if (required === null) return reading.call(node.from, of, args, makes);
  return importOf(reading, node.from, required.parts.map(String).join(""));
}

function importOf(reading: Reading, at: number, from: string): Expr {
  reading.imports.push({ from, at });
  return reading.imported(at, from, null);
}

function binary(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const at = node.from;
  const operator = childrenOf(node)[1];
  const sides = operands(node).map((child) => expression(reading, child, around));
  const written = operator === undefined ? "" : reading.textOf(operator);
  if (/^(\|\||\?\?|&&)$/.test(written)) return { kind: "either", at, options: sides };
  // `value as Type`.
  if (written === "as" || written === "satisfies") return sides[0] ?? unknownAt(at);
  return written === "+" ? { kind: "text", at, parts: sides } : unknownAt(at);
}

/** `a.b = value`; `module.exports = {…}` and `exports.a = …` are what the module exports. */
function assignment(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const [left] = childrenOf(node);
  const right = operands(node).at(-1);
  if (left === undefined || right === undefined) return unknownAt(node.from);
  const value = expression(reading, right, around);
  if (left.name !== "MemberExpression") {
    bind(reading, left, value, around);
    return value;
  }
  const written = reading.textOf(left).replace(/\s/g, "");
  const exported = /^(?:module\.)?exports\.(\w+)$/.exec(written)?.[1];
  if (written === "module.exports") exportAll(reading, value);
  else if (exported !== undefined) reading.export(exported, value);
  const target = memberExpression(reading, left, around);
  if (target.kind !== "member" && target.kind !== "index") return value;
  const name = target.kind === "member" ? target.name : target.key.kind === "text" ? target.key.parts.map(String).join("") : "*";
  if (target.of.kind === "self") addMember(target.of.of, name, value);
  if (target.of.kind === "name") target.of.scope.bindMember(target.of.name, name, value);
  return value;
}

function exportAll(reading: Reading, value: Expr): void {
  reading.export("default", value);
  if (value.kind === "import") reading.passedOn.push(value.from);
  if (value.kind !== "map") return;
  for (const { key, value: given } of value.entries) {
    if (key?.kind === "text") reading.export(key.parts.map(String).join(""), given);
  }
}

function* entriesOf(reading: Reading, node: SyntaxNode, around: Around): Generator<Entry> {
  for (const property of node.getChildren("Property")) {
    const [first, ...rest] = childrenOf(property);
    if (first === undefined) continue;
    if (first.name === "Spread") {
      const spread = rest.find(isExpression);
      if (spread !== undefined) yield { key: null, value: expression(reading, spread, around) };
      continue;
    }
    const key = property.getChild("PropertyDefinition");
    const name = key === null ? null : textAt(first.from, reading.textOf(key));
    const value = operands(property).at(-1);
    if (property.getChild("ParamList") !== null) yield { key: name, value: functionOf(reading, property, around) };
    else if (name !== null && value === undefined) yield { key: name, value: nameOf(reading.textOf(first), first.from, around.scope) };
    else if (value !== undefined) {
      const given = expression(reading, value, around);
      const written = operands(property)[0];
      yield { key: name ?? (written === undefined || written === value ? null : expression(reading, written, around)), value: given };
    }
  }
}

function stringBody(written: string): string {
  return unescaped(written.replace(/^["'`]/, "").replace(/["'`]$/, ""));
}

function template(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const parts: (string | Expr)[] = [];
  let from = node.from + 1;
  const literal = (to: number) => {
    if (to > from) parts.push(unescaped(reading.text.slice(from, to)));
  };
  for (const child of node.getChildren("Interpolation")) {
    literal(child.from);
    const [value] = operands(child);
    parts.push(value === undefined ? unknownAt(child.from) : expression(reading, value, around));
    from = child.to;
  }
  literal(Math.max(from, node.to - 1));
  return { kind: "text", at: node.from, parts };
}
