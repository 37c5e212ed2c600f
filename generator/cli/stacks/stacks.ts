import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import pc from "picocolors";
import { visible } from "../../diagnostics/print-text.ts";
import { changedBelow, findRevision, type Revision } from "../../files/git/revision.ts";
import { isTerraform } from "../../files/output/hand-written.ts";
import { fileNameOf, folderOf, isWithin } from "../../files/paths.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { compareText } from "../../text-order.ts";
import { type Unread, wayToRoot } from "../input.ts";
import { type CommonOptions, type Exit, endRun, exit, out, printReport, say, useColor } from "../print-output.ts";
import { refusedTarget } from "../refused-target.ts";
import { whyNoRevision } from "../review/compile-side.ts";
import { readTemplates } from "../templates/templates.ts";
import { baseStacks } from "./base-stacks.ts";
import { type FoundStacks, findStacks, noStacks } from "./find-stacks.ts";
import { type HashSettings, hashStacks, type ListedStack } from "./hash-stacks.ts";

export interface StacksOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly out: string;
  readonly templates?: string;
  /** A git revision. */
  readonly changedSince?: string;
}

/** A stack, and how it differs from what it is compared with. */
type Told = ListedStack & { readonly status?: "changed" | "new" | "deleted" };

/** `lambdagrant stacks`: what there is to compile, and what each part of it is made from. */
export async function stacks(paths: readonly string[], options: StacksOptions): Promise<Exit> {
  const cwd = process.cwd();
  const asked = options.changedSince === undefined ? null : findRevision(options.changedSince, cwd);
  if (asked !== null && asked.kind !== "revision")
    return endRun(`${options.changedSince} is no revision: ${whyNoRevision(asked)}`);
  const found = await findHere(paths, options, cwd);
  if ("diagnostics" in found) return refuse(found, options);
  const own = options.templates === undefined ? null : readTemplates(options.templates);
  if (own !== null && own.diagnostics.length > 0) return refuse(own, options);
  const settings = settingsOf(found, options);
  const listed = hashStacks(found, { cwd, out: options.out, templates: own?.templates ?? [] }, settings);
  if ("diagnostics" in listed) return refuse(listed, options);
  const told = asked === null ? listed : await changes(found, listed, asked.revision, settings, options);
  if ("unusable" in told) return endRun(told.unusable);
  // A target that nothing changed in is there all the same.
  const targets = [...new Set([...listed, ...told].flatMap(({ target }) => target ?? []))];
  if (refusedTarget(options, { targets })) return exit.machine;
  print(
    told.filter(({ target }) => options.target === undefined || (target !== null && options.target.includes(target))),
    options,
  );
  return exit.done;
}

/** What stands in the working tree. Where the last spec went, there is something to compare all the same. */
async function findHere(paths: readonly string[], { specs, changedSince }: StacksOptions, cwd: string) {
  const found = await findStacks(paths, specs, cwd);
  if (!("diagnostics" in found) || changedSince === undefined || paths.length > 0) return found;
  const root = specs ?? "specs";
  const isGone = !existsSync(root) || found.diagnostics.every(({ code }) => code === "no-specs");
  return isGone ? noStacks(root) : found;
}

function settingsOf({ found }: FoundStacks, options: StacksOptions): HashSettings {
  const fromRoot = (folder: string) => relative(resolve(found.root), resolve(folder)).replaceAll(sep, "/");
  return {
    rootName: found.rootName,
    toRoot: wayToRoot(found.root, options.out),
    outFromRoot: fromRoot(options.out),
    templatesFromRoot: options.templates === undefined ? "" : fromRoot(options.templates),
  };
}

/** The stacks that differ from those of a revision, and those that it alone has. */
async function changes(
  { found }: FoundStacks,
  listed: readonly ListedStack[],
  revision: Revision,
  settings: HashSettings,
  options: StacksOptions,
): Promise<readonly Told[] | { readonly unusable: string }> {
  const base = await baseStacks(revision, process.cwd(), { ...options, root: found.root }, settings);
  if ("unusable" in base) return base;
  if ("unlisted" in base) {
    say(
      `lambdagrant: the stacks of ${options.changedSince} cannot be listed, so every stack counts as changed: ${base.unlisted}`,
    );
    return listed.map((stack): Told => ({ ...stack, status: "changed" }));
  }
  // Two stacks may have one directory by mistake, and which those are is for others to say.
  const keyOf = ({ stack, directory }: ListedStack) => `${directory}\n${stack}`;
  const before = new Map(base.listed.map((stack) => [keyOf(stack), stack]));
  const now = new Set(listed.map(keyOf));
  const folders = new Set(listed.map(({ stack }) => stack));
  const isAsked = ({ stack }: ListedStack) => folders.has(stack) || found.whole.some((outer) => isWithin(stack, outer));
  // What somebody changed in the output itself is no input, and somebody has to look at it.
  const differs = changedBelow(revision, process.cwd(), options.out);
  if ("unusable" in differs) return differs;
  const output = differs.filter((path) => path === "" || isOutput(fileNameOf(path)));
  const touched = new Set(output.map(folderOf));
  const here = listed.flatMap((stack): readonly Told[] => {
    const old = before.get(keyOf(stack));
    if (old?.hash === stack.hash && !touched.has(stack.directory) && !output.includes("")) return [];
    return [{ ...stack, status: old === undefined ? "new" : "changed" }];
  });
  const gone = base.listed.filter((stack) => !now.has(keyOf(stack)) && isAsked(stack));
  return [...here, ...gone.map((stack): Told => ({ ...stack, status: "deleted" }))].sort(
    (a, b) => compareText(a.stack, b.stack) || compareText(a.target ?? "", b.target ?? ""),
  );
}

function isOutput(name: string): boolean {
  return isTerraform(name) || name === "README.md";
}

function print(told: readonly Told[], options: StacksOptions): void {
  if (options.format === "json") {
    out(JSON.stringify({ stacks: told }, null, 2));
    return;
  }
  const colors = pc.createColors(useColor(options.color, process.stdout));
  for (const { stack, target, directory, inputs, hash, status } of told) {
    const name = `${stack === "" ? "." : stack}${target === null ? "" : ` (${target})`}`;
    const place = [options.out, directory].filter((part) => part !== "").join("/");
    out(`${status === undefined ? "" : `${status} `}${colors.cyan(visible(name))} → ${visible(place)} ${colors.dim(hash)}`);
    if (!options.quiet) for (const path of inputs) out(`  ${visible(path)}`);
  }
}

/** Where there is no list, the mistakes are the result. */
function refuse(
  { diagnostics, status, settings }: Unread & { readonly settings?: readonly SourceFile[] },
  options: StacksOptions,
): Exit {
  printReport({ diagnostics, files: 0, functions: 0, sources: settings ?? [] }, options);
  return status;
}
