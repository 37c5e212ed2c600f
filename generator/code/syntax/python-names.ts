import type { SyntaxNode } from "@lezer/common";
import { type Expr, type FunctionNode, Scope } from "./module.ts";
import { type Around, addMember, childrenOf, keyText, type Reading, textExpression } from "./reading.ts";

/** What binds names in Python: assignments, loops, parameters. */

/** One target takes the value; several take its items. */
export function bindAll(reading: Reading, targets: readonly SyntaxNode[], value: Expr, around: Around): void {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) {
    bindPython(reading, only, value, around);
    return;
  }
  for (const [index, target] of targets.entries())
    bindPython(reading, target, { kind: "index", at: value.at, of: value, key: textExpression(value.at, String(index)) }, around);
}

/** Binds one target: a name, a member, a pattern. */
export function bindPython(reading: Reading, target: SyntaxNode, value: Expr, around: Around): void {
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
      bindAll(reading, pythonOperands(target), value, around);
      return;
    case "MemberExpression": {
      const of = reading.expression(target, around);
      if (of.kind === "member") bindMember(of.of, of.name, value);
      if (of.kind === "index") bindMember(of.of, keyText(of.key), value);
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

/** `for a, b in things`: binds the targets to the items, gives what stands behind. */
export function bindLoop(reading: Reading, children: readonly SyntaxNode[], around: Around): readonly SyntaxNode[] {
  const start = children.findIndex(({ name }) => name === "for");
  const middle = children.findIndex(({ name }, index) => index > start && name === "in");
  const [over, ...rest] = children.slice(middle + 1);
  if (start < 0 || middle < 0 || over === undefined) return [];
  const of = reading.expression(over, around);
  const targets = children.slice(start + 1, middle).filter(({ name }) => name !== ",");
  bindAll(reading, targets, { kind: "item", at: over.from, of }, around);
  return rest;
}

/** A name that no program can have. */
export function globalMark(name: string): string {
  return `global ${name}`;
}

/** The function's node, and what is around its body. */
export function functionNode(
  reading: Reading,
  node: SyntaxNode,
  name: string | null,
  around: Around,
  decorators: readonly string[] = [],
): { made: FunctionNode; self: Around } {
  const list = node.getChild("ParamList");
  // A static method is handed no instance.
  const method = around.scope.ofClass && !decorators.includes("@staticmethod") ? around.class : null;
  // `@property`, `@cached_property`, and what other libraries call so.
  const getter = decorators.some((decorator) => /property$|^@reify$/.test(decorator));
  const scope = new Scope(around.scope);
  const params = list === null ? [] : [...parameters(reading, list, around)];
  const made: FunctionNode = { name, at: node.from, params: method === null ? params : params.slice(1), returns: [], getter };
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
    else if (after) fallback = reading.expression(child, around);
    else if (child.name === "VariableName") name = reading.textOf(child);
  }
  if (name !== null) yield done();
}

/** True for a node that is an expression. */
export function isPythonExpression({ name }: SyntaxNode): boolean {
  return /(Expression|String|VariableName|Number|Boolean|None|Ellipsis)$/.test(name);
}

/** Every expression among the children, converted. */
export function childExpressions(reading: Reading, node: SyntaxNode, around: Around): readonly Expr[] {
  return pythonOperands(node).map((child) => reading.expression(child, around));
}

/** The expressions among the children. */
export function pythonOperands(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(isPythonExpression);
}
