import type { Respelling } from "./respell.ts";

/** TypeScript, and newer JavaScript, that the grammar does not know. https://www.typescriptlang.org/docs/handbook/intro.html */
export function respellTypeScript(respelling: Respelling): void {
  // import a = require("b"); import a from "b" with { type: "json" }
  respelling.write(/^[ \t]*(?:export[ \t]+)?(import)(?=[ \t]+[\w$]+[ \t]*=)/gm, () => "const ", 1);
  respelling.blank(/\bfrom\s*"+\s*((?:with|assert)\s*\{[^{}]*\})/g, 1);
  respelling.blank(/\bimport\s*"+\s*((?:with|assert)\s*\{[^{}]*\})/g, 1);
  // catch (e: unknown)
  respelling.blank(/\bcatch\s*\(\s*[\w$]+\s*(:\s*(?:unknown|any))\s*\)/g, 1);
  // (v): v is T, (v) => asserts v is T, this is T
  respelling.blank(/(?:\)\s*:|=>)\s*((?:asserts\s+)?[\w$]+\s+is\b)(?=\s*[\w$({["`])/g, 1);
  respelling.blank(/(?:\)\s*:|=>)\s*(asserts)(?=\s+[\w$]+\s*[{;=,)])/g, 1);
  respelling.blank(/\binfer\s+[\w$]+\s+(extends\s+[\w$.]+)(?=\s*[)\],>])/g, 1);
  respelling.blank(/\babstract(?=\s+new\b)/g);
  respelling.blank(/\btypeof(?=\s+import\s*\()/g);
  // async <T extends object>(x: T) => x
  respelling.blank(/\basync\s*(<[^()]{0,400}?>)(?=\s*\()/g, 1);
  respelling.blank(/[<,]\s*in(\s+out)(?=\s+[\w$])/g, 1);
  respelling.blank(/\b(?:let|var|const)\s+[\w$]+(!)(?=\s*:)/g, 1);
  respelling.blank(/\bexport\s+default(?=\s+interface\b)/g);
  respelling.write(/\bdeclare\s+module\s+("+)(?=\s*\{)/g, (name) => "m".repeat(name.length), 1);
  decorated(respelling);
  labels(respelling);
}

/** `@Injectable() export class` is `export @Injectable() class`. */
function decorated(respelling: Respelling): void {
  const before = /((?:@[\w$.]{1,100}(?:\([^()]{0,2000}\))?\s+){1,12})(export(?:\s+default)?)(?=\s+(?:abstract\s+)?class\b)/g;
  for (const { index, 1: decorators = "", 2: exported = "" } of respelling.code.matchAll(before)) {
    const written = respelling.slice(index, index + decorators.length);
    respelling.set(index, `${exported} ${written.slice(0, -1)}`);
  }
}

/** The names in a tuple's type: `[first: string, second?: number, ...others: string[]]`. */
function labels(respelling: Respelling): void {
  for (const { index } of respelling.code.matchAll(/\[(?=\s*(?:\.\.\.)?[\w$]+\??\s*:)/g)) {
    const end = respelling.closing(index);
    if (end === undefined) continue;
    for (const start of [index, ...end.commas]) {
      const [all = "", label = ""] = /^[[,]\s*(?:\.\.\.)?([\w$]+\??\s*:)/.exec(respelling.code.slice(start, end.at)) ?? [];
      respelling.set(start + all.length - label.length, " ".repeat(label.length));
    }
  }
}
