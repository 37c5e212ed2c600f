/** What is wrong with a template, and where: offsets (UTF-16) into the text. */
export interface TemplateProblem {
  readonly kind: "problem";
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
}

/** A problem of the characters from `start` up to `end`. */
export function problem(start: number, end: number, message: string, hint?: string): TemplateProblem {
  return { kind: "problem", message, ...(hint !== undefined && { hint }), start, end };
}
