/** An expression that only follows names and indexes, as its steps. */

import type { Expression } from "../../grants.ts";
import { lex } from "./grammar/lex.ts";
import { meaningOfQuoted } from "./grammar/quoted.ts";
import { keywords, type Token } from "./grammar/token.ts";

export type Step = string | { readonly index: string | number };

const whole = /^\d{1,15}$/;

/** The steps of an expression that only follows names and indexes: `data.aws_sns_topic.x["a"].arn` -> ["data","aws_sns_topic","x",{index:"a"},"arn"]; null for anything else. */
export function stepsOf(expression: Expression): readonly Step[] | null {
  const tokens = lex(expression.code, 0).tokens;
  const root = tokens[0];
  if (root?.kind !== "name" || keywords.has(root.text)) return null;
  const steps: Step[] = [root.text];
  let at = 1;
  while (tokens[at]?.kind !== "end") {
    const [step, length] = stepAt(tokens, at);
    if (step === null) return null;
    steps.push(step);
    at += length;
  }
  return steps;
}

function stepAt(tokens: readonly Token[], at: number): readonly [step: Step | null, length: number] {
  const [opener, key, third, fourth, fifth] = tokens.slice(at, at + 5);
  if (opener?.kind === "." && key?.kind === "name") return [key.text, 2];
  const index = key?.kind === "number" && whole.test(key.text) ? { index: Number(key.text) } : null;
  if (opener?.kind === ".") return [index, 2];
  if (opener?.kind !== "[") return [null, 0];
  if (third?.kind === "]") return [index, 3];
  if (key?.kind !== "open-quote") return [null, 0];
  if (third?.kind === "close-quote" && fourth?.kind === "]") return [{ index: "" }, 4];
  if (third?.kind === "text" && fourth?.kind === "close-quote" && fifth?.kind === "]")
    return [{ index: meaningOfQuoted(third.text) }, 5];
  return [null, 0];
}
