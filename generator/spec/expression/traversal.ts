/** What follows a value (`.name`, `.0`, `[key]`, `.*`, `[*]`), and the call of a function. */

import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { parseExpression } from "./parse.ts";
import { problem } from "./problem.ts";
import type { Token } from "./token.ts";

const whole = /^\d+$/;
// After an index such as `.0`, a dot and one of these would be read as one number.
const continuesNumber = /^(?:\d|[eE]\d)/;

/** Takes all that follows a value. The `.name` steps before the first step of another kind; null where it is malformed. */
export function parseTraversal(cursor: Cursor): readonly Token[] | null {
  const names: Token[] = [];
  let onlyNames = true;
  let afterStar = false;
  for (;;) {
    const token = peek(cursor);
    if (take(cursor, ".")) {
      const step = peek(cursor);
      if (step.kind === "name") {
        if (onlyNames) names.push(step);
        cursor.next += 1;
        continue;
      }
      onlyNames = false;
      if (step.kind === "number") {
        if (!parseLegacyIndex(cursor)) return null;
      } else if (step.kind === "*" && !afterStar) {
        afterStar = true;
        cursor.next += 1;
      } else {
        unexpected(cursor, afterStar ? "a name must follow the dot after `.*`" : "a name must follow the dot");
        return null;
      }
    } else if (take(cursor, "[")) {
      onlyNames = false;
      afterStar = false;
      if (!take(cursor, "*") && !parseExpression(cursor)) return null;
      if (!close(cursor, token, "]", "an index is closed by `]`")) return null;
    } else return names;
  }
}

/** `.0`, an older way to write `[0]`. */
function parseLegacyIndex(cursor: Cursor): boolean {
  const index = peek(cursor);
  const after = peek(cursor, 2);
  const joined = peek(cursor, 1).kind === "." && continuesNumber.test(after.text);
  if (!whole.test(index.text) || joined) {
    const end = joined ? after.end : index.end;
    return refuse(
      cursor,
      problem(index.start, end, "an index after a dot is one whole number", "write indexes in brackets: `[0][1]`"),
    );
  }
  cursor.next += 1;
  return true;
}

/** A function's call, after the first name of it. */
export function parseCall(cursor: Cursor, first: Token): boolean {
  const names = [first];
  while (take(cursor, "::")) {
    const name = peek(cursor);
    if (!take(cursor, "name")) return unexpected(cursor, "the name of a function must follow `::`");
    names.push(name);
  }
  const opener = peek(cursor);
  if (!take(cursor, "(")) return unexpected(cursor, "a function is called with parentheses");
  const known =
    names.length === 1 || (first.text === "core" && names.length === 2) || (first.text === "provider" && names.length === 3);
  if (!known) {
    const called = names.map((name) => name.text).join("::");
    const hint = "functions are called `name(…)`, `core::name(…)` or `provider::aws::name(…)`";
    return refuse(cursor, problem(first.start, opener.start, `Terraform has no function \`${called}\``, hint));
  }
  return parseArguments(cursor, opener);
}

function parseArguments(cursor: Cursor, opener: Token): boolean {
  while (!take(cursor, ")")) {
    if (peek(cursor).kind === "end" || peek(cursor).kind === "close-template") return close(cursor, opener, ")", "");
    if (!parseExpression(cursor)) return false;
    if (take(cursor, "...")) return close(cursor, opener, ")", "nothing comes after `...`");
    if (!take(cursor, ",")) return close(cursor, opener, ")", "arguments are separated by commas");
  }
  return true;
}
