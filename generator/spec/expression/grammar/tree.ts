/** What an expression is made of. Parentheses are seen through; which operator binds tighter is not told. */
export type Tree =
  /** A number, `true`, `false` or `null`. */
  | { readonly kind: "constant"; readonly text: string }
  /** A quoted text: what its characters mean, and the templates in it. */
  | { readonly kind: "template"; readonly parts: readonly (string | Tree)[] }
  /** What a reference begins with: `var`, `data`, `aws_sns_topic`. */
  | { readonly kind: "root"; readonly name: string }
  /** A name of an enclosing `for`. */
  | { readonly kind: "bound"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Tree; readonly name: string }
  | { readonly kind: "index"; readonly of: Tree; readonly key: Tree }
  | { readonly kind: "splat"; readonly of: Tree }
  /** `name`, or `provider::aws::name`; a function of `core::` is called by its name alone. */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Tree[] }
  | { readonly kind: "operation" | "conditional" | "for" | "list" | "object"; readonly of: readonly Tree[] };

/** What a tree holds directly. */
export function branchesOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "constant":
    case "root":
    case "bound":
      return [];
    case "template":
      return tree.parts.filter((part) => typeof part !== "string");
    case "attribute":
    case "splat":
      return [tree.of];
    case "index":
      return [tree.of, tree.key];
    case "call":
      return tree.arguments;
    case "operation":
    case "conditional":
    case "for":
    case "list":
    case "object":
      return tree.of;
  }
}

/** Every tree within a tree, itself first; without recursion, as steps may be many. */
export function* treesIn(tree: Tree): Generator<Tree> {
  const open: Tree[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...branchesOf(next));
  }
}

/** What a chain of steps begins with. */
export function rootOf(tree: Tree): Tree {
  let at = tree;
  while (at.kind === "attribute" || at.kind === "index" || at.kind === "splat") at = at.of;
  return at;
}

/** The names of a reference, without the keys of its instances: `module.topics["a"].arn` -> module, topics, arn; none of what is none. */
export function namesOf(tree: Tree): readonly string[] {
  const root = rootOf(tree);
  if (root.kind !== "root") return [];
  const names: string[] = [];
  for (const step of stepsIn(tree)) if (step.kind === "attribute") names.push(step.name);
  return [root.name, ...names.reverse()];
}

/** The keys of the instances that a reference goes through. */
export function instanceKeysOf(tree: Tree): readonly Tree[] {
  return [...stepsIn(tree)].flatMap((step) => (step.kind === "index" ? [step.key] : []));
}

/** The steps of a chain, the last one first. */
export function* stepsIn(tree: Tree): Generator<Extract<Tree, { kind: "attribute" | "index" | "splat" }>> {
  let at = tree;
  while (at.kind === "attribute" || at.kind === "index" || at.kind === "splat") {
    yield at;
    at = at.of;
  }
}
