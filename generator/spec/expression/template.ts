/** A value of a spec with `${…}` in it: its text and its Terraform expressions. */

import type { Expression, Literal, Reference } from "../../grants.ts";
import { foreignSyntax, iamVariableAt } from "./grammar/foreign.ts";
import { lex } from "./grammar/lex.ts";
import { parseTemplateExpression } from "./grammar/parse.ts";
import { problem, type TemplateProblem } from "./grammar/problem.ts";
import { joinParts, unwrap } from "./unwrap.ts";

export { type Allowance, notAllowed, throughLocals, type Where } from "./allowance.ts";
export type { TemplateProblem } from "./grammar/problem.ts";
export { eachOf, namesMany } from "./many.ts";
export { type Step, stepsOf } from "./steps.ts";
export { type Refusal, symbolRefusal as refusalOf } from "./symbol.ts";

export interface Template {
  readonly kind: "template";
  /**
   * Literals and expressions in order; no two literals are neighbours; no empty literals. Literal.text is what the text
   * MEANS: `$${` became `${`. No literal ends with `$` just before an expression, where HCL would read `$${`.
   */
  readonly parts: readonly (Literal | Expression)[];
  /** Names of the Terraform variables used (`var.NAME`), sorted, without repeats. */
  readonly variables: readonly string[];
  /** Addresses of all that is referred to: `var.stage`, `aws_sns_topic.orders`, `data.aws_region.here`; sorted, without repeats. */
  readonly references: readonly string[];
}

/** Each expression with the text before it. */
const maximumParts = 2000;

/** Halves of surrogate pairs: no file can hold them. */
const half = /\p{Cs}/u;
/** C0 controls but tab and line breaks: text is written with escapes, code is passed on as it is. */
const control = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** What a reader would not see, or would see in another order. In code it stands in strings alone, which can say it by its number. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/**
 * Reads a value of a spec. `${ }` holds one Terraform expression and `$${` writes `${`; in "policy" mode, a text that
 * IAM reads, its policy variables (`${aws:username}`) are text as well.
 */
export function readTemplate(text: string, mode: "argument" | "policy"): Template | TemplateProblem {
  const broken = half.exec(text);
  if (broken !== null) return problem(broken.index, broken.index + 1, unwritable(broken[0]));

  const parts: (Literal | Expression)[] = [];
  const references = new Set<string>();
  const addText = (piece: string): void => {
    parts.push({ kind: "literal", text: piece });
  };
  let at = 0;
  for (let open = text.indexOf("${"); open !== -1; open = text.indexOf("${", at)) {
    if (parts.length > maximumParts) return problem(open, open + 2, `a text has at most ${maximumParts / 2} expressions`);
    if (open > at && text[open - 1] === "$") {
      addText(`${text.slice(at, open - 1)}\${`);
      at = open + 2;
      continue;
    }
    addText(text.slice(at, open));
    const variable = mode === "policy" ? iamVariableAt(text, open) : null;
    if (variable !== null) {
      addText(variable);
      at = open + variable.length;
      continue;
    }
    const foreign = foreignSyntax(text, open);
    if (foreign !== null) return foreign;
    const lexed = lex(text, open + 2);
    const wrong = parseTemplateExpression(text, open, lexed, references);
    if (wrong !== null) return wrong;
    at = lexed.tokens.at(-1)?.end ?? text.length;
    const hidden = control.exec(text.slice(open, at));
    if (hidden !== null) return problem(open + hidden.index, open + hidden.index + 1, unwritable(hidden[0]));
    for (const part of unwrap(lexed.tokens.slice(0, -1))) {
      const escaped = part.kind === "literal" ? half.exec(part.text) : null;
      if (escaped !== null) return problem(open, at, unwritable(escaped[0]));
      parts.push(part.kind === "literal" ? part : { kind: "expression", code: part.code.replace(unseen, byNumber) });
    }
  }
  addText(text.slice(at));
  const addresses = [...references].sort();
  const variables = addresses.flatMap((address) => (address.startsWith("var.") ? [address.slice("var.".length)] : []));
  return { kind: "template", parts: joinParts(parts), variables, references: addresses };
}

function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function unwritable(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${code} is ${char < " " ? "a control character" : "half of a character"} that cannot be written to a file`;
}

/** A template as one value: one literal (also for the empty text), one expression, or a join. */
export function referenceOfTemplate(template: Template): Reference {
  const [first, ...more] = template.parts;
  if (first === undefined) return { kind: "literal", text: "" };
  return more.length === 0 ? first : { kind: "join", parts: template.parts };
}
