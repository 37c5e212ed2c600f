import type { SyntaxNode, Tree } from "@lezer/common";
import type { Arg, CallExpr, ClassNode, Expr, FunctionNode, MemberExpr, Module, Scope, SourcePlace } from "./module.ts";

/** Deeper than any program that a person wrote; what lies below is told as unreadable. */
const deepest = 400;

/** Of both grammars: what imports names, and what names something that is used. */
const isImport = /^(ImportStatement|ImportDeclaration)$/;
const isNamed = /^(VariableName|TypeName|PropertyName)$/;

/** What a function or class around an expression means for it. */
export interface Around {
  readonly scope: Scope;
  readonly function: FunctionNode | null;
  readonly class: ClassNode | null;
  readonly depth: number;
}

/** How a language reads what stands in a tree; its parts ask each other through the reading. */
interface LanguageReader {
  expression(reading: Reading, node: SyntaxNode, around: Around): Expr;
  statements(reading: Reading, node: SyntaxNode, around: Around): void;
}

/** A module while it is read: what both languages collect in the same way. */
export class Reading {
  readonly place: SourcePlace;
  readonly text: string;
  readonly scope: Scope;
  readonly reader: LanguageReader;
  readonly calls: CallExpr[] = [];
  readonly classes: ClassNode[] = [];
  readonly imports: { from: string; at: number }[] = [];
  readonly exports = new Map<string, Expr[]>();
  readonly passedOn: string[] = [];
  readonly unreadable: number[] = [];
  private readonly members: MemberExpr[] = [];
  private readonly called = new Set<Expr>();

  constructor(place: SourcePlace, text: string, scope: Scope, reader: LanguageReader) {
    this.place = place;
    this.text = text;
    this.scope = scope;
    this.reader = reader;
  }

  expression(node: SyntaxNode, around: Around): Expr {
    if (this.tooDeep(node, around)) return unknownAt(node.from);
    return this.reader.expression(this, node, { ...around, depth: around.depth + 1 });
  }

  statements(node: SyntaxNode, around: Around): void {
    if (!this.tooDeep(node, around)) this.reader.statements(this, node, { ...around, depth: around.depth + 1 });
  }

  imported(at: number, from: string, name: string | null): Extract<Expr, { kind: "import" }> {
    return { kind: "import", at, from, name, in: this.place };
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  call(at: number, callee: Expr, args: readonly Arg[], makes = false): Expr {
    const made: CallExpr = { kind: "call", at, callee, args, makes };
    this.calls.push(made);
    this.called.add(callee);
    return made;
  }

  member(at: number, of: Expr, name: string): Expr {
    const made: MemberExpr = { kind: "member", at, of, name };
    this.members.push(made);
    return made;
  }

  /** What a name of the module stands for to others. */
  export(name: string, value: Expr): void {
    this.exports.set(name, [...(this.exports.get(name) ?? []), value]);
  }

  /** True where the tree is too deep to go on; the place is told. */
  tooDeep(node: SyntaxNode, { depth }: Around): boolean {
    if (depth < deepest) return false;
    this.unreadable.push(node.from);
    return true;
  }

  /** The module, whole, with its text as a person wrote it. */
  done(tree: Tree, text: string): Module {
    const capitals = new Set<string>();
    const renamed = new Map<string, string>();
    let imports = 0;
    tree.iterate({
      enter: (node) => {
        if (node.type.isError) this.unreadable.push(node.from);
        if (isImport.test(node.name)) imports++;
        if (imports > 0 && node.name === "as") {
          const { prevSibling, nextSibling } = node.node;
          if (prevSibling !== null && nextSibling !== null) renamed.set(this.textOf(nextSibling), this.textOf(prevSibling));
        }
        if (imports === 0 && isNamed.test(node.name) && /[A-Z]/.test(this.text[node.from] ?? ""))
          capitals.add(this.text.slice(node.from, node.to));
      },
      leave: (node) => {
        if (isImport.test(node.name)) imports--;
      },
    });
    for (const [name, before] of renamed) if (capitals.delete(name)) capitals.add(before);
    const { place, scope, exports, passedOn, calls, classes, unreadable } = this;
    const named = this.members.filter((member) => !this.called.has(member));
    return {
      ...place,
      text,
      scope,
      exports,
      passedOn,
      imports: this.imports,
      calls,
      classes,
      unreadable,
      named,
      capitals,
      renamed,
    };
  }
}

/** The children of a node that mean something: no comments, no errors. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.type.isError && !/Comment$/.test(child.name)) children.push(child);
  }
  return children;
}

/** Another thing that a member of a class may be. */
export function addMember(to: ClassNode, name: string, value: Expr): void {
  to.members.set(name, [...(to.members.get(name) ?? []), value]);
}

/** `all.setdefault("s3", client)`, `all.set("s3", client)`: an entry of `all`, as an assignment makes one. */
export function bindEntry(callee: Expr, [key, value]: readonly Arg[], method: string): void {
  if (callee.kind !== "member" || callee.name !== method || callee.of.kind !== "name") return;
  if (key === undefined || value === undefined) return;
  callee.of.scope.bindMember(callee.of.name, keyText(key.value), value.value);
}

/** The key of an entry as far as its text tells it: `*` is any. */
export function keyText(key: Expr): string {
  return key.kind === "text" ? key.parts.map(String).join("") : "*";
}

/** A name, as it is seen from a place. */
export function nameAt(at: number, name: string, scope: Scope): Expr {
  return { kind: "name", at, name, scope };
}

/** An expression of which nothing is known. */
export function unknownAt(at: number): Expr {
  return { kind: "unknown", at };
}

/** Plain text as an expression. */
export function textExpression(at: number, text: string): Expr {
  return { kind: "text", at, parts: [text] };
}

/** A literal's characters without quotes, its escapes resolved as far as names of resources need it. */
export function unescapedLiteral(body: string): string {
  if (!body.includes("\\")) return body;
  return body.replace(/\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)/gs, (_, after: string) => {
    if (/^[ux]/.test(after) && after.length > 1) {
      const code = Number.parseInt(after.replace(/[ux{}]/g, ""), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    }
    return { n: "\n", t: "\t", r: "\r", "\n": "", "\r\n": "" }[after] ?? after;
  });
}
