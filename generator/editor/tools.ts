import { z } from "zod";

/** What an assistant may ask: each tool is a command that writes nothing, and what of it may be said. */

const targets = z.array(z.string().min(1)).max(50).optional().describe("Targets (environments) of stack.yaml; without them, all");
const specs = z
  .string()
  .min(1)
  .optional()
  .describe("The root folder of the specs, from where the server runs; without it, specs");

/** One tool: `command` makes the program's words of its arguments. */
interface Tool<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly title: string;
  readonly description: string;
  readonly shape: Shape;
  readonly command: (given: z.infer<z.ZodObject<Shape>>) => Command;
}

export interface Command {
  readonly name: string;
  readonly options: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Files and folders of the repository. */
  readonly paths?: readonly string[];
  /** Folders of the repository, or revisions of git. */
  readonly sides?: readonly string[];
  readonly words?: readonly string[];
  /** What the program reads as its standard input. */
  readonly input?: string;
}

function tool<Shape extends z.ZodRawShape>(of: Tool<Shape>): Tool {
  return of as unknown as Tool;
}

export const tools: Readonly<Record<string, Tool>> = {
  check: tool({
    title: "Check specs",
    description:
      "The mistakes in lambdagrant specs, each with its code, file, line and column, a sentence, and what to write instead. Without paths, all specs.",
    shape: {
      paths: z.array(z.string().min(1)).max(1_000).optional().describe("Specs, folders or globs, from where the server runs"),
      specs,
      targets,
    },
    command: ({ paths, specs: root, targets: target }) => ({
      name: "check",
      paths: paths ?? [],
      options: { specs: root, target },
    }),
  }),
  explain: tool({
    title: "Explain a spec",
    description:
      "Who may invoke a function, what it may do, and who may assume its role: each grant as a sentence, with the entry that causes it, its reason, and AWS's page.",
    shape: { paths: z.array(z.string().min(1)).min(1).max(100).describe("Specs, folders or globs"), specs, targets },
    command: ({ paths, specs: root, targets: target }) => ({ name: "explain", paths, options: { specs: root, target } }),
  }),
  "who-can": tool({
    title: "Who can do something",
    description: "Which functions may do an action on a resource, or who may invoke a function, over all specs.",
    shape: {
      action: z.string().min(1).max(200).describe("s3:GetObject, s3:Get*, or: invoke"),
      resource: z.string().min(1).max(2_048).describe("An ARN or a pattern of some; after invoke, a function's name"),
      specs,
      targets,
    },
    command: ({ action, resource, specs: root, targets: target }) => ({
      name: "who-can",
      words: [action, resource],
      options: { specs: root, target },
    }),
  }),
  diff: tool({
    title: "What a change grants",
    description:
      "What a change grants and takes away, between git revisions, folders of specs and the working tree: permissions compared as sets, not text.",
    shape: {
      base: z.string().min(1).max(500).describe("A git revision (main, HEAD~1) or a folder of specs"),
      head: z.string().min(1).max(500).optional().describe("The same; without it, the working tree"),
      specs,
      targets,
    },
    command: ({ base, head, specs: root, targets: target }) => ({
      name: "diff",
      sides: [base, ...(head === undefined ? [] : [head])],
      options: { specs: root, target },
    }),
  }),
  fix: tool({
    title: "Why AWS refused a call",
    description:
      "Reads what AWS says where it refuses a call (an AccessDenied message or a log line), and says whether the grant is missing, narrower, or refused by another policy, with the least wide entry to add.",
    shape: {
      message: z.string().min(1).max(100_000).describe("What AWS said"),
      function: z.string().min(1).max(170).optional().describe("The function, where the message does not say"),
      specs,
      targets,
    },
    command: ({ message, function: of, specs: root, targets: target }) => ({
      name: "fix",
      input: message,
      options: { function: of, specs: root, target },
    }),
  }),
};
