/** What follows a value (`.name`, `.0`, `[key]`, `.*`, `[*]`), and the call of a function. */

import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { problem } from "./problem.ts";
import type { Token } from "./token.ts";
import type { Tree } from "./tree.ts";

const whole = /^\d+$/;
// After an index such as `.0`, a dot and one of these would be read as one number.
const continuesNumber = /^(?:\d|[eE]\d)/;

/** A value with all that follows it; null where it is malformed. `names` takes the `.name` steps before the first step of another kind. */
export function parseTraversal(cursor: Cursor, value: Tree | null, names: Token[] = []): Tree | null {
  let tree = value;
  let onlyNames = true;
  let afterStar = false;
  while (tree !== null) {
    const token = peek(cursor);
    if (take(cursor, ".")) {
      const step = peek(cursor);
      if (step.kind === "name") {
        if (onlyNames) names.push(step);
        cursor.next += 1;
        tree = { kind: "attribute", of: tree, name: step.text };
        continue;
      }
      onlyNames = false;
      if (step.kind === "number") {
        if (!parseLegacyIndex(cursor)) return null;
        tree = { kind: "index", of: tree, key: { kind: "constant", text: step.text } };
      } else if (step.kind === "*" && !afterStar) {
        afterStar = true;
        cursor.next += 1;
        tree = { kind: "splat", of: tree };
      } else {
        return unexpected(cursor, afterStar ? "a name must follow the dot after `.*`" : "a name must follow the dot");
      }
    } else if (take(cursor, "[")) {
      onlyNames = false;
      afterStar = false;
      if (take(cursor, "*")) tree = { kind: "splat", of: tree };
      else {
        const key = cursor.grammar.expression(cursor);
        tree = key === null ? null : { kind: "index", of: tree, key };
      }
      tree = close(cursor, token, "]", "an index is closed by `]`", tree);
    } else return tree;
  }
  return null;
}

/** `.0`, an older way to write `[0]`. */
function parseLegacyIndex(cursor: Cursor): boolean {
  const index = peek(cursor);
  const after = peek(cursor, 2);
  const joined = peek(cursor, 1).kind === "." && continuesNumber.test(after.text);
  if (!whole.test(index.text) || joined) {
    const end = joined ? after.end : index.end;
    refuse(cursor, problem(index.start, end, "an index after a dot is one whole number", "write indexes in brackets: `[0][1]`"));
    return false;
  }
  cursor.next += 1;
  return true;
}

/** A function's call, after the first name of it. */
export function parseCall(cursor: Cursor, first: Token): Tree | null {
  const names = [first];
  while (take(cursor, "::")) {
    const name = peek(cursor);
    if (!take(cursor, "name")) return unexpected(cursor, "the name of a function must follow `::`");
    names.push(name);
  }
  const opener = peek(cursor);
  if (!take(cursor, "(")) return unexpected(cursor, "a function is called with parentheses");
  const core = first.text === "core" && names.length === 2;
  const known = names.length === 1 || core || (first.text === "provider" && names.length === 3);
  if (!known) {
    const called = names.map((name) => name.text).join("::");
    const hint = "functions are called `name(…)`, `core::name(…)` or `provider::aws::name(…)`";
    return refuse(cursor, problem(first.start, opener.start, `Terraform has no function \`${called}\``, hint));
  }
  const name = (core ? names.slice(1) : names).map(({ text }) => text).join("::");
  return parseArguments(cursor, opener, name);
}

function parseArguments(cursor: Cursor, opener: Token, name: string): Tree | null {
  const given: Tree[] = [];
  const call: Tree = { kind: "call", name, arguments: given };
  while (!take(cursor, ")")) {
    if (peek(cursor).kind === "end" || peek(cursor).kind === "close-template") return close(cursor, opener, ")", "", call);
    const argument = cursor.grammar.expression(cursor);
    if (argument === null) return null;
    given.push(argument);
    if (take(cursor, "...")) return close(cursor, opener, ")", "nothing comes after `...`", call);
    if (!take(cursor, ",")) return close(cursor, opener, ")", "arguments are separated by commas", call);
  }
  return call;
}
