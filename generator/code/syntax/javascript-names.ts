import type { SyntaxNode } from "@lezer/common";
import { stringBody } from "./javascript-modules.ts";
import { type ClassNode, type Expr, type FunctionNode, Scope } from "./module.ts";
import { type Around, addMember, childrenOf, type Reading, textExpression } from "./reading.ts";

/** What binds names in JavaScript: declarations, patterns, functions and classes. */

/** Binds a name or a pattern; each name that it binds, with its value. */
export function bindJavascript(
  reading: Reading,
  target: SyntaxNode,
  value: Expr,
  around: Around,
): readonly (readonly [string, Expr])[] {
  const at = target.from;
  switch (target.name) {
    case "VariableDefinition":
    case "VariableName": {
      const name = reading.textOf(target);
      // An assignment is of a name of an outer block, of the module's where none is declared before.
      const owner = around.scope.find(name) === undefined ? reading.scope : ownerOf(name, around.scope);
      (target.name === "VariableName" ? owner : around.scope).bind(name, value);
      return [[name, value]];
    }
    case "ObjectPattern":
      return target.getChildren("PatternProperty").flatMap((property) => {
        const children = childrenOf(property);
        if (children[0]?.name === "Spread")
          return children[1] === undefined ? [] : bindJavascript(reading, children[1], value, around);
        const [key] = children;
        if (key === undefined) return [];
        const inner = children.find((child, index) => index > 0 && /Definition$|Pattern$/.test(child.name)) ?? key;
        const name = key.name === "String" ? stringBody(reading.textOf(key)) : reading.textOf(key);
        const part: Expr = { kind: "member", at, of: value, name };
        const equals = children.findIndex((child) => child.name === "Equals");
        const fallback = equals < 0 ? undefined : children[equals + 1];
        return bindJavascript(
          reading,
          inner,
          fallback === undefined ? part : { kind: "either", at, options: [part, reading.expression(fallback, around)] },
          around,
        );
      });
    case "ArrayPattern":
      return childrenOf(target)
        .filter(({ name }) => /Definition$|Pattern$/.test(name))
        .flatMap((inner, index) =>
          bindJavascript(reading, inner, { kind: "index", at, of: value, key: textExpression(at, String(index)) }, around),
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

/** A function, an arrow or a method; its body is read. */
export function functionOf(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const name = node.getChild("VariableDefinition") ?? node.getChild("PropertyDefinition");
  const scope = new Scope(around.scope);
  const list = node.getChild("ParamList");
  const patterns = list === null ? [] : parametersOf(list);
  const made: FunctionNode = {
    name: name === null ? null : reading.textOf(name),
    at: node.from,
    params: patterns.map(({ pattern, fallback, rest, type }) => ({
      name: pattern.name === "VariableDefinition" ? reading.textOf(pattern) : null,
      fallback: fallback === null ? null : reading.expression(fallback, around),
      rest,
      type: type === null ? null : reading.textOf(type).replace(/^:\s*/, ""),
    })),
    returns: [],
    getter: node.getChild("get") !== null,
  };
  const inner: Around = { ...around, scope, function: made, depth: around.depth + 1 };
  for (const [index, { pattern, property }] of patterns.entries()) {
    const value: Expr = { kind: "parameter", at: pattern.from, of: made, index, name: made.params[index]?.name ?? "" };
    bindJavascript(reading, pattern, value, inner);
    // `constructor(private readonly client: S3Client)` is a field, too.
    if (property && around.class !== null) addMember(around.class, reading.textOf(pattern), value);
  }
  const block = node.getChild("Block");
  if (block !== null) reading.statements(block, inner);
  else {
    const body = javascriptOperands(node).at(-1);
    if (body !== undefined) made.returns.push(reading.expression(body, inner));
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
    else if (after && last !== undefined && isJavascriptExpression(child)) last.fallback = child;
    else if (/^(VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name))
      found.push({ pattern: child, fallback: null, type: null, rest, property });
  }
  return found;
}

/** A class, with its methods and fields. */
export function classOf(reading: Reading, node: SyntaxNode, around: Around): Expr {
  const name = node.getChild("VariableDefinition");
  const children = childrenOf(node);
  const extended = children.findIndex((child) => child.name === "extends");
  const base = extended < 0 ? undefined : children[extended + 1];
  const bases = base === undefined || !isJavascriptExpression(base) ? [] : [reading.expression(base, around)];
  const made: ClassNode = { name: name === null ? null : reading.textOf(name), bases, fields: [], members: new Map() };
  reading.classes.push(made);
  const inner: Around = { ...around, class: made, depth: around.depth + 1 };
  for (const member of node.getChild("ClassBody")?.getChildren("MethodDeclaration") ?? []) {
    const key = member.getChild("PropertyDefinition") ?? member.getChild("PrivatePropertyDefinition");
    const method = functionOf(reading, member, inner);
    if (key !== null) addMember(made, reading.textOf(key), method);
  }
  for (const member of node.getChild("ClassBody")?.getChildren("PropertyDeclaration") ?? []) {
    const key = member.getChild("PropertyDefinition") ?? member.getChild("PrivatePropertyDefinition");
    const value = javascriptOperands(member).at(-1);
    if (value === undefined) continue;
    const given = reading.expression(value, inner);
    if (key !== null) addMember(made, reading.textOf(key), given);
  }
  return { kind: "class", at: node.from, made };
}

/** True for a node that is an expression. */
export function isJavascriptExpression({ name }: SyntaxNode): boolean {
  return /(Expression|String|ArrowFunction|VariableName|Number|BooleanLiteral|null|this|super|RegExp|DynamicImport|PrefixCast|ImportMeta|JSXElement|ClassExpression)$/.test(
    name,
  );
}

/** The expressions among the children. */
export function javascriptOperands(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(isJavascriptExpression);
}
