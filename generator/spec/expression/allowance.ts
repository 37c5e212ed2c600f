/** Which functions an expression may call and what it may refer to: by default anything that does not read the machine. */

import type { Expression } from "../../grants.ts";
import { fileHashes, harmlessFunctions, hashes, knownProviders, machineFunctions } from "./functions.ts";
import { parseCode } from "./grammar/parse.ts";
import { branchesOf, instanceKeysOf, namesOf, type Tree } from "./grammar/tree.ts";

/** What one stack.yaml lets expressions use; null where it does not say. */
export interface Allowance {
  readonly functions: readonly string[] | null;
  /** The beginnings of references: `var`, `module.network`. */
  readonly references: readonly string[] | null;
}

interface NotAllowed {
  readonly message: string;
  readonly hint: string;
}

/** Where an expression stands: in an argument, in one that takes a file's hash, or where it guards or scopes. */
export type Where = "argument" | "hash" | "guard";

/** Why an expression is not allowed: every folder from the root down must allow it. */
export function notAllowed({ code }: Expression, allowances: readonly Allowance[], where: Where): NotAllowed | null {
  const whole = parseCode(code);
  if (whole === null)
    return { message: "this expression is nested too deeply to be read", hint: "make a part of it a value of `locals`" };
  const open: { readonly tree: Tree; readonly inHash: boolean }[] = [{ tree: whole, inHash: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { tree, inHash } = next;
    const names = namesOf(tree);
    const problem =
      tree.kind === "call"
        ? callProblem(tree.name, allowances, where === "hash" && inHash ? "hashed" : where)
        : referenceProblem(names, allowances);
    if (problem !== null) return problem;
    // Of a reference that was looked at, only the keys of its instances are left.
    const branches = names.length > 0 ? instanceKeysOf(tree) : branchesOf(tree);
    const inside = inHash || (tree.kind === "call" && hashes.has(tree.name));
    open.push(...branches.map((branch) => ({ tree: branch, inHash: inside })));
  }
  return null;
}

/** How a value is written that no expression here may compute. */
export function throughLocals(allowances: readonly Allowance[], first = "compute it in `locals`"): string {
  const narrow = allowances.some(({ references }) => references !== null && !references.includes("local"));
  const also = narrow ? ", with `local` or `local.NAME` in `expressions.references` of stack.yaml" : "";
  return `${first}, and write \`\${local.NAME}\`${also}`;
}

/** `hashed`: in an argument that takes a hash, inside a function that gives nothing but a hash. */
function callProblem(name: string, allowances: readonly Allowance[], place: Where | "hashed"): NotAllowed | null {
  const lists = allowances.flatMap(({ functions }) => (functions === null ? [] : [functions]));
  // Where it guards or scopes, being named does not help a function that may give anything.
  const helps = place !== "guard" || Object.hasOwn(harmlessFunctions, name);
  const narrow = lists.find((functions) => !functions.includes(name));
  if (narrow !== undefined) {
    const message = `stack.yaml lets expressions call ${listing(narrow)} and nothing else, and this calls \`${name}\``;
    return { message, hint: `${throughLocals(allowances)}${helps ? `; or add ${name} to \`expressions.functions\`` : ""}` };
  }
  // A list that names it allows it, also where it reads files.
  if (lists.length > 0 || place === "hashed" || (place === "hash" && fileHashes.has(name))) return null;
  const provider = /^provider::([^:]+)::/.exec(name)?.[1];
  if (!machineFunctions.has(name) && (provider === undefined || knownProviders.has(provider))) return null;
  const what =
    provider !== undefined
      ? `nobody knows here what a function of the provider \`${provider}\` reads`
      : place === "hash"
        ? `\`${name}\` reads the machine that runs Terraform, and only the hash of a file may come out here`
        : `\`${name}\` reads the machine that runs Terraform, and a spec may not`;
  const named = helps ? `; or let stack.yaml name it: \`expressions: {functions: [${name}]}\`` : "";
  return { message: what, hint: `${throughLocals(allowances, "call it in `locals` beside the output")}${named}` };
}

/** `names`: those of a reference; none where it is none. */
function referenceProblem(names: readonly string[], allowances: readonly Allowance[]): NotAllowed | null {
  const [root] = names;
  if (root === undefined) return null;
  const written = `${names.join(".")}.`;
  for (const { references } of allowances) {
    if (references === null || references.some((begins) => written.startsWith(`${begins}.`))) continue;
    const named = names.slice(0, root === "data" ? 3 : 2).join(".");
    const message = `stack.yaml lets expressions refer to ${listing(references)} and nothing else, and this refers to \`${named}\``;
    return { message, hint: `write the value itself, or add ${named} to \`expressions.references\`` };
  }
  // A list that names it allows it. The other paths are of the configuration, and the same on every machine.
  if (!written.startsWith("path.cwd.") || allowances.some(({ references }) => references !== null)) return null;
  return {
    message: "`path.cwd` is a folder of the machine that runs Terraform, and a spec may not read it",
    hint: `write \`path.module\` or \`path.root\`; or ${throughLocals(allowances, "read it in `locals` beside the output")}`,
  };
}

function listing(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.map((name) => `\`${name}\``).join(", ");
}
