/**
 * What an expression may be where a value guards or scopes a grant: a closed list of forms. Names of things, their instances'
 * keys, and texts of them are symbols, which Terraform can check when it applies; what is computed may be anything.
 */

import type { Expression } from "../../grants.ts";
import { harmlessFunctions } from "./functions.ts";
import { parseCode } from "./grammar/parse.ts";
import { namesOf, rootOf, stepsIn, type Tree, treesIn } from "./grammar/tree.ts";
import { isMany } from "./many.ts";

export interface Refusal {
  /** `null`: it can be null; `computed`: it can be anything; `constant`: it is known before Terraform runs; `many`: it is a list. */
  readonly kind: "null" | "computed" | "constant" | "many";
  /** What is wrong, in a sentence. */
  readonly message: string;
}

type Form = "symbol" | "text" | Refusal;

/** Why an expression cannot stand where a value guards or scopes; null where it is a symbol. */
export function symbolRefusal({ code }: Expression): Refusal | null {
  const tree = parseCode(code);
  if (tree === null) return computed("this expression is nested too deeply to be read");
  // A splat within a function is found below, and one that is the whole, by its name.
  if (isMany(tree) && rootOf(tree).kind !== "root")
    return { kind: "many", message: "this is a list or a map, and here belongs one text" };
  if ([...treesIn(tree)].some(isNull))
    return { kind: "null", message: "Terraform leaves out what is null, and this would be left unguarded" };
  // A dollar before an expression has no other spelling than `"$"`.
  if (tree.kind === "template" && tree.parts.every((part) => typeof part === "string" && /^\$+$/.test(part))) return null;
  const form = formOf(tree, true);
  if (form === "symbol") return null;
  return form === "text" ? constant(code) : form;
}

/** `shows`: what the tree says stands in the value. */
function formOf(tree: Tree, shows: boolean): Form {
  switch (tree.kind) {
    case "constant":
      return "text";
    case "template":
      return formOfAll(
        tree.parts.map((part) => {
          if (typeof part !== "string") return formOf(part, shows);
          return shows && /[*?]/.test(part) ? computed("a wildcard stands in this expression") : "text";
        }),
      );
    case "root":
    case "attribute":
    case "index":
    case "splat":
      return formOfReference(tree);
    case "call": {
      const harmless = Object.hasOwn(harmlessFunctions, tree.name) ? harmlessFunctions[tree.name] : undefined;
      if (harmless === undefined) return computed(`\`${tree.name}(…)\` may give anything, also a wildcard`);
      const { of } = harmless;
      const forms = tree.arguments.map((argument, index) => {
        const isOf = of === null || of.includes(index);
        const form = formOf(argument, shows && isOf);
        return isOf || typeof form !== "string" ? form : "text";
      });
      return formOfAll(forms);
    }
    case "operation":
      return computed("an operator computes this value");
    case "conditional":
      return computed("a conditional chooses this value");
    case "for":
    case "bound":
      return computed("a `for` expression makes this value");
    case "list":
    case "object":
      return computed(`${tree.kind === "list" ? "a list" : "an object"} stands in this expression`);
  }
}

/** What is refused in one of them is refused; else one symbol makes the whole one. */
function formOfAll(forms: readonly Form[]): Form {
  const refused = forms.find((form) => typeof form !== "string");
  return refused ?? (forms.includes("symbol") ? "symbol" : "text");
}

/** Steps from a name to one thing; a key may be a text or a symbol, as it chooses and does not stand in the value. */
function formOfReference(tree: Tree): Form {
  const root = rootOf(tree);
  if (root.kind !== "root") return computed("this is a part of something computed");
  if (root.name === "path" || root.name === "terraform") return constant(namesOf(tree).join("."));
  for (const step of stepsIn(tree)) {
    if (step.kind === "splat") return { kind: "many", message: "`[*]` names many things" };
    const key = step.kind === "index" ? formOf(step.key, false) : "text";
    if (typeof key !== "string") return key;
  }
  return "symbol";
}

function isNull(tree: Tree): boolean {
  return tree.kind === "constant" && tree.text === "null";
}

function computed(message: string): Refusal {
  return { kind: "computed", message };
}

function constant(code: string): Refusal {
  return { kind: "constant", message: `\`${code}\` is known before Terraform plans, and cannot be checked` };
}
