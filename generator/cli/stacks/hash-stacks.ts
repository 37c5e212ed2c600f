import { createHash, type Hash } from "node:crypto";
import { join } from "node:path";
import { handWrittenIn } from "../../files/output/hand-written.ts";
import { fileNameOf } from "../../files/paths.ts";
import { referenceVersion } from "../../iam/reference/reference.ts";
import { compareText } from "../../text-order.ts";
import { reader, type Unread } from "../input.ts";
import { type FoundStacks, namesOfOutput } from "./find-stacks.ts";

declare const __VERSION__: string;

/** A stack as it is listed. */
export interface ListedStack {
  /** The folder below the root of the specs; "" is the root. */
  readonly stack: string;
  readonly target: string | null;
  /** The Terraform directory below the out folder. */
  readonly directory: string;
  /** Paths from the root of the specs. */
  readonly inputs: readonly string[];
  readonly hash: string;
}

/** What holds for all stacks of a run, in a revision as in the working tree. */
export interface HashSettings {
  readonly rootName: string;
  /** The way from a Terraform directory to the root, which stands in the output; null where it is the usual one. */
  readonly toRoot: ((directory: string) => string) | null;
  /** The folders of the output and of a team's own templates, as inputs are told: from the root. */
  readonly outFromRoot: string;
  readonly templatesFromRoot: string;
}

/** Where one side of a comparison stands. */
interface HashPlace {
  readonly cwd: string;
  readonly out: string;
  /** A team's own templates, read. */
  readonly templates: readonly { readonly file: string; readonly text: string }[];
}

/** Reads what each stack is made from, stack by stack, and keeps its hash: never the texts of all. */
export function hashStacks(
  { found, stacks }: FoundStacks,
  { cwd, out, templates }: HashPlace,
  settings: HashSettings,
): readonly ListedStack[] | Unread {
  if (stacks.length === 0) return [];
  const { read, mistakes } = reader(found, cwd);
  const listed: ListedStack[] = [];
  for (const stack of stacks) {
    const files = [...stack.specs.flatMap(read), ...stack.settings].sort((a, b) => compareText(a.path, b.path));
    const common = createHash("sha256");
    add(common, "lambdagrant", __VERSION__, referenceVersion(), settings.rootName, stack.folder);
    for (const { path, text } of files) add(common, "spec", path, withPlainEnds(text));
    for (const { file, text } of templates) add(common, "template", fileNameOf(file), text);
    const inputs = [
      ...files.map(({ path }) => path),
      ...templates.map(({ file }) => `${settings.templatesFromRoot}/${fileNameOf(file)}`),
    ];
    const ours = namesOfOutput(stack);
    for (const { target, directory } of stack.targets) {
      const hash = common.copy();
      add(hash, "target", target ?? "", directory, settings.toRoot?.(directory) ?? "");
      const beside = [...handWrittenIn(out, join(out, directory), found, ours)]
        .map(({ file, text }) => ({ name: fileNameOf(file), text }))
        .sort((a, b) => compareText(a.name, b.name));
      for (const { name, text } of beside) add(hash, text === null ? "unread" : "beside", name, withPlainEnds(text ?? ""));
      const from = [settings.outFromRoot, directory].filter((part) => part !== "").join("/");
      listed.push({
        stack: stack.folder,
        target,
        directory,
        inputs: [...inputs, ...beside.map(({ name }) => `${from}/${name}`)],
        hash: hash.digest("hex"),
      });
    }
  }
  return mistakes() ?? listed;
}

/**
 * YAML and HCL end each line the same, however a checkout does: https://yaml.org/spec/1.2.2/#54-line-break-characters,
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#comments-and-whitespace
 */
function withPlainEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** Each word with its length, so that no two lists of words are one text. */
function add(hash: Hash, ...words: readonly string[]): void {
  for (const word of words) hash.update(`${Buffer.byteLength(word)}:`).update(word);
}
