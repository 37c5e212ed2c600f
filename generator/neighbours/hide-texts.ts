/**
 * A file of Terraform as Terraform's own scanner divides it into code, texts and comments. Another grammar ends some of them elsewhere:
 * what is code to Terraform would be text to it, and a whole resource could hide there. So it sees none.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/scan_tokens.rl
 */

/** What stands at a place: code with as many open braces, a text in quotes, or a heredoc up to the line of its word. */
type Within =
  | { readonly kind: "code"; braces: number }
  | { readonly kind: "quotes" }
  | { readonly kind: "heredoc"; readonly word: string };

/** What comes next, as long as it is, and what it begins or ends. */
interface Step {
  readonly shown: string;
  readonly begins?: Within;
  readonly ends?: true;
}

/** Texts in the code of texts: deeper, the grammar forgets where it is. */
const deepest = 24;

/** The code of a file, with blanks for comments and dots for texts; null where Terraform refuses it, or nobody would write it. */
export function hideTexts(text: string): string | null {
  return (
    stepsOf(text, { kind: "code", braces: 0 })
      ?.map(({ shown }) => shown)
      .join("") ?? null
  );
}

/**
 * An expression, or with `template` the text of one, as if nobody had put a comment into it, or blanks and new lines around its dots:
 * what two people spell otherwise is one text. What Terraform refuses stays as it is.
 */
export function withoutBlanks(text: string, within: "expression" | "template"): string {
  if (!/\s\.|\.\s|#|\/[/*]/.test(text)) return text;
  // The word of a heredoc ends with its line.
  const steps = stepsOf(`${text}\n`, within === "expression" ? { kind: "code", braces: 0 } : { kind: "heredoc", word: "" });
  if (steps === null) return text;
  const runs: { readonly isCode: boolean; text: string }[] = [];
  let at = 0;
  for (const { isCode, begins, shown } of steps) {
    const own = text.slice(at, at + shown.length);
    at += shown.length;
    const last = runs.at(-1);
    const plainly = isCode && begins === undefined ? shown.slice(0, own.length) : own;
    if (last?.isCode === isCode) last.text += plainly;
    else runs.push({ isCode, text: plainly });
  }
  return runs.map((run) => (run.isCode ? run.text.replace(/(?<![.\s])\s*\.(?!\.)\s*/g, ".") : run.text)).join("");
}

/** What a text consists of, beginning within something that nothing ends; null where it is not ended, or what it begins is not. */
function stepsOf(text: string, outermost: Within): readonly (Step & { readonly isCode: boolean })[] | null {
  const steps: (Step & { readonly isCode: boolean })[] = [];
  const stack: Within[] = [outermost];
  for (let at = 0; at < text.length; ) {
    const within = stack.at(-1);
    if (within === undefined || stack.length > deepest) return null;
    const isCode = within.kind === "code";
    const step = isCode ? stepOfCode(text, at, within) : stepOfText(text, at, within);
    if (step === null) return null;
    if (step.ends) stack.pop();
    if (step.begins !== undefined) stack.push(step.begins);
    steps.push({ ...step, isCode });
    at += step.shown.length;
  }
  const [outer, ...open] = stack;
  const isEnded = open.length === 0 && outer === outermost && (outer.kind !== "code" || outer.braces === 0);
  return isEnded ? steps : null;
}

const plain = /[^"{}<#/]+/y;
const comment = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y;
const heredoc = /(<<-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

function stepOfCode(text: string, at: number, within: Within & { readonly kind: "code" }): Step | null {
  const run = matchAt(plain, text, at);
  if (run !== null) return { shown: run[0] };
  switch (text[at]) {
    case '"':
      return { shown: '"', begins: { kind: "quotes" } };
    case "{":
      within.braces += 1;
      return { shown: "{" };
    case "}":
      if (within.braces === 0) return { shown: "}", ends: true };
      within.braces -= 1;
      return { shown: "}" };
    case "<": {
      const [whole, start = "", word = ""] = matchAt(heredoc, text, at) ?? [];
      if (whole !== undefined) return { shown: start + inPlaceOf(whole.slice(start.length)), begins: { kind: "heredoc", word } };
      return text[at + 1] === "<" ? null : { shown: "<" };
    }
    default: {
      const passed = matchAt(comment, text, at);
      if (passed !== null) return { shown: passed[0].replace(/[^\n]/g, " ") };
      return text[at + 1] === "*" ? null : { shown: text[at] ?? "" };
    }
  }
}

/** What Terraform takes for white space around a heredoc's word: https://pkg.go.dev/unicode#IsSpace */
const space = "[\\t\\v\\f\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]*";
const lone = new RegExp(`${space}([\\p{ID_Start}_][\\p{ID_Continue}-]*)${space}\\n`, "uy");
const literal = { quotes: /[^"\\$%\r\n]+/y, heredoc: /[^$%\n]+/y };

function stepOfText(text: string, at: number, within: Exclude<Within, { readonly kind: "code" }>): Step | null {
  // What follows the `}` of an expression is no line of its own.
  const end = within.kind === "heredoc" && text[at - 1] === "\n" ? matchAt(lone, text, at) : null;
  if (end !== null && within.kind === "heredoc" && end[1] === within.word) return { shown: inPlaceOf(end[0]), ends: true };
  const next = text[at] ?? "";
  switch (next) {
    case "$":
    case "%":
      if (text[at + 1] === "{") return { shown: `${next}{`, begins: { kind: "code", braces: 0 } };
      // Of `$$${`, the first is one character, and the others say that no expression begins.
      return { shown: text.startsWith(`${next}{`, at + 1) ? "..." : "." };
    case "\n":
      return within.kind === "quotes" ? null : { shown: "\n" };
    case '"':
      if (within.kind === "quotes") return { shown: '"', ends: true };
      break;
    case "\\":
      if (within.kind === "quotes") return /[^\r\n]/.test(text[at + 1] ?? "") ? { shown: ".." } : null;
      break;
  }
  const run = matchAt(literal[within.kind], text, at);
  return run === null ? null : { shown: ".".repeat(run[0].length) };
}

/** Any word of a heredoc is as good as another, and the grammar knows few letters. */
function inPlaceOf(line: string): string {
  return `${"E".padEnd(line.length - 1)}\n`;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
