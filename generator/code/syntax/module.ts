/**
 * What a source file says, in one form for all languages: expressions, and the names that stand for them. Statements have no order
 * here: a name stands for everything that is ever assigned to it, which is what a question like "which client may this be?" asks.
 */

/** One expression; `at` is its offset in the file's text. */
export type Expr = { readonly at: number } & (
  | { readonly kind: "name"; readonly name: string; readonly scope: Scope }
  /** Text with expressions in it: a literal, an f-string, a template, a sum. */
  | { readonly kind: "text"; readonly parts: readonly (string | Expr)[] }
  | { readonly kind: "member"; readonly of: Expr; readonly name: string }
  | { readonly kind: "index"; readonly of: Expr; readonly key: Expr }
  /** A call, or the making of an instance. */
  | { readonly kind: "call"; readonly callee: Expr; readonly args: readonly Arg[]; readonly makes: boolean }
  | { readonly kind: "map"; readonly entries: readonly MapEntry[] }
  | { readonly kind: "list"; readonly items: readonly Expr[] }
  /** Any item of a collection: what a loop's variable stands for. */
  | { readonly kind: "item"; readonly of: Expr }
  /** What `with a as b` binds. */
  | { readonly kind: "entered"; readonly of: Expr }
  /** One of several: `a or b`, `a ?? b`, `a if c else b`. */
  | { readonly kind: "either"; readonly options: readonly Expr[] }
  | { readonly kind: "function"; readonly made: FunctionNode }
  | { readonly kind: "class"; readonly made: ClassNode }
  /** The instance that a method runs on. */
  | { readonly kind: "self"; readonly of: ClassNode }
  | { readonly kind: "parameter"; readonly of: FunctionNode; readonly index: number; readonly name: string }
  /** A name of another module, null the module itself, as the importing file names it. */
  | { readonly kind: "import"; readonly from: string; readonly name: string | null; readonly in: SourcePlace }
  | { readonly kind: "unknown" }
);

/** A file of source: where it lies decides what its imports mean. */
export interface SourcePlace {
  /** Below the folder of the sources: `orders/app.py`. */
  readonly path: string;
  readonly language: Language;
}

export type Language = "python" | "javascript";

export type CallExpr = Extract<Expr, { kind: "call" }>;
export type MemberExpr = Extract<Expr, { kind: "member" }>;

/** One argument of a call; by position where it has no name, and any number of them where it is spread. */
export interface Arg {
  readonly name: string | null;
  readonly value: Expr;
  readonly spread: boolean;
}

/** One entry of a map; without a key it is another map, spread into this one. */
export interface MapEntry {
  readonly key: Expr | null;
  readonly value: Expr;
}

export interface FunctionNode {
  readonly name: string | null;
  readonly at: number;
  /** The names of the parameters, without the instance's own; null for a pattern. */
  readonly params: readonly {
    readonly name: string | null;
    readonly fallback: Expr | null;
    readonly rest: boolean;
    readonly type: string | null;
  }[];
  /** What it returns, or yields. */
  readonly returns: Expr[];
  /** True for what is read like a field, and runs: Python's properties, JavaScript's getters. */
  readonly getter: boolean;
}

export interface ClassNode {
  readonly name: string | null;
  readonly bases: readonly Expr[];
  /** The names that its body declares with a type, in their order: what a data class takes. */
  readonly fields: string[];
  /** Methods, fields, and what methods assign to the instance. */
  readonly members: Map<string, Expr[]>;
}

/** The names of one block, and the block around it. */
export class Scope {
  readonly parent: Scope | null;
  /** Python's methods do not see the names of their class. */
  readonly ofClass: boolean;
  /** Modules all of whose names are names of this block: `from m import *`. */
  readonly stars: Extract<Expr, { kind: "import" }>[] = [];

  private readonly bound = new Map<string, Expr[]>();
  private readonly withMembers = new Set<string>();

  constructor(parent: Scope | null, ofClass = false) {
    this.parent = parent;
    this.ofClass = ofClass;
  }

  /** Adds a thing that the name may stand for. */
  bind(name: string, value: Expr): void {
    const known = this.bound.get(name);
    if (known === undefined) this.bound.set(name, [value]);
    else known.push(value);
  }

  /** `a.b = value`, beside `a` itself: whoever sees that name finds the member as `a.b`; `a.*` is any member. */
  bindMember(name: string, member: string, value: Expr): void {
    let owner: Scope = this;
    while (!owner.has(name) && owner.parent !== null) owner = owner.parent;
    owner.bind(`${name}.${member}`, value);
    owner.withMembers.add(name);
  }

  /** What a name may stand for, seen from here; undefined where nothing binds it. */
  find(name: string): readonly Expr[] | undefined {
    for (let scope: Scope | null = this, first = true; scope !== null; scope = scope.parent, first = false) {
      const found = scope.ofClass && !first ? undefined : scope.bound.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** True where something is assigned to a member of the name: `all["s3"] = …`. */
  hasMembers(name: string): boolean {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent)
      if (scope.has(name)) return scope.withMembers.has(name);
    return false;
  }

  /** The modules whose names are seen from here, all of them. */
  starred(): readonly Extract<Expr, { kind: "import" }>[] {
    return [...this.stars, ...(this.parent?.starred() ?? [])];
  }

  has(name: string): boolean {
    return this.bound.has(name);
  }

  names(): ReadonlyMap<string, readonly Expr[]> {
    return this.bound;
  }
}

/** One source file, read. */
export interface Module extends SourcePlace {
  readonly text: string;
  readonly scope: Scope;
  /** What other modules get under a name; Python exports every name of the module's scope. */
  readonly exports: Map<string, Expr[]>;
  /** Modules whose names are handed on: `export * from`, `from x import *`. */
  readonly passedOn: readonly string[];
  readonly imports: readonly { readonly from: string; readonly at: number }[];
  /** Every call, in the order of the text. */
  readonly calls: readonly CallExpr[];
  /** Members that are named but not called there: a method handed to something else. */
  readonly named: readonly MemberExpr[];
  readonly classes: readonly ClassNode[];
  /** Names with a capital letter that the code says beside its imports, types among them, as they are called where they come from. */
  readonly capitals: ReadonlySet<string>;
  /** What names that an import gives are called where they come from: `import { SQSEvent as Queue }`. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Offsets of what the parser could not read. */
  readonly unreadable: readonly number[];
}

/** What is assigned to a member of a name; anything that is, where the member is known at run time only. */
export function assignedTo(of: Expr, member: string | null): readonly Expr[] {
  if (of.kind !== "name") return [];
  const any = of.scope.find(`${of.name}.*`) ?? [];
  return member === null ? any : [...(of.scope.find(`${of.name}.${member}`) ?? []), ...any];
}
