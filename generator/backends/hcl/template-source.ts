import Handlebars from "handlebars";

/**
 * A template's text → its tree, in which every `{{x}}` is a call of the one printing helper that fits the place: between
 * quotes, in a comment, or as an expression. So a template reads as Terraform with holes, and nothing that fills a hole can
 * become code. Runs when the program is built, and for a team's own templates.
 */

/** A template that the compiler does not take, and why. */
export class TemplateError extends Error {
  readonly line: number;

  constructor(message: string, line: number, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}

type Slot = "value" | "inside" | "comment";

/** The helpers that a template may call. */
const blockHelpers = ["each", "if"] as const;
const printingHelpers = ["value", "inside", "comment"] as const;

export const compileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries([...blockHelpers, ...printingHelpers].map((name) => [name, true])),
  // The printing helpers return HCL.
  noEscape: true,
} as const;

/** Throws TemplateError for anything but text, `{{x}}`, `{{#if x}}`, `{{#each x}}` and comments. */
export function readTemplateSource(source: string): hbs.AST.Program {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(source);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
    throw new TemplateError(message.split("\n").at(-1) ?? message, line, { cause: thrown });
  }
  walk(program, { quoted: false, comment: false });
  return program;
}

interface State {
  quoted: boolean;
  comment: boolean;
}

function walk(program: hbs.AST.Program, state: State): void {
  for (const node of program.body) {
    const { line } = node.loc.start;
    switch (node.type) {
      case "CommentStatement":
        break;
      case "ContentStatement":
        follow((node as hbs.AST.ContentStatement).original.toString(), state, line);
        break;
      case "MustacheStatement":
        print(node as hbs.AST.MustacheStatement, state, line);
        break;
      case "BlockStatement":
        block(node as hbs.AST.BlockStatement, state, line);
        break;
      default:
        throw new TemplateError(`a template takes no ${node.type}; it asks only each and if`, line);
    }
  }
}

/** Where the next hole is: in a string, in a comment, or neither. */
function follow(text: string, state: State, line: number): void {
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\n") {
      if (state.quoted) throw new TemplateError("a string does not end on its line", line);
      state.comment = false;
    } else if (state.comment) continue;
    else if (state.quoted) {
      if (character === "\\") at++;
      else if (character === '"') state.quoted = false;
      else if (character === "{" && /[$%]/.test(text[at - 1] ?? ""))
        throw new TemplateError("a string of a template holds no ${…} of its own", line);
    } else if (character === '"') state.quoted = true;
    else if (character === "#" || text.startsWith("//", at)) state.comment = true;
    else if (text.startsWith("/*", at) || text.startsWith("<<", at))
      throw new TemplateError("a template holds no /* */ and no heredoc", line);
  }
}

function print(node: hbs.AST.MustacheStatement, state: State, line: number): void {
  const { path } = node;
  if (!node.escaped) throw new TemplateError("{{{ }}} would print without quoting; write {{ }}", line);
  if (path.type !== "PathExpression" || node.params.length > 0 || node.hash !== undefined)
    throw new TemplateError("a hole is one name: {{name}}", line);
  const place: Slot = state.comment ? "comment" : state.quoted ? "inside" : "value";
  const helper = {
    type: "PathExpression",
    data: false,
    depth: 0,
    parts: [place],
    original: place,
    loc: node.loc,
  } satisfies hbs.AST.PathExpression;
  node.params = [path];
  node.path = helper;
}

function block(node: hbs.AST.BlockStatement, state: State, line: number): void {
  const name = node.path.original;
  if (typeof name !== "string" || !(blockHelpers as readonly string[]).includes(name) || node.params.length !== 1) {
    throw new TemplateError("a template asks only {{#each x}} and {{#if x}}", line);
  }
  const inverse: State = { ...state };
  walk(node.program, state);
  if (node.inverse !== undefined && node.inverse !== null) walk(node.inverse, inverse);
}
