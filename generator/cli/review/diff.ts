import { basename, isAbsolute } from "node:path";
import { nearest } from "../../diagnostics/nearest.ts";
import { counted, diagnosticsJson, printText } from "../../diagnostics/print-text.ts";
import { checkoutNames } from "../../files/git/repository.ts";
import { listing } from "../../iam/reference/wording.ts";
import type { PermissionDiff } from "../../review/change.ts";
import { matchFunctions } from "../../review/match-functions.ts";
import { diffPermissions } from "../../review/permission-diff.ts";
import { diffGithub, mistakesGithub } from "../../review/print/diff-github.ts";
import { diffMarkdown } from "../../review/print/diff-markdown.ts";
import { diffText } from "../../review/print/diff-text.ts";
import { codeSpan } from "../../review/print/markdown-quote.ts";
import { compareRules, compareRulesOfMoved } from "../../rules/compare-rules.ts";
import { type CommonOptions, type Exit, endRun, err, exit, inCheckout, out, say, useColor, verbatim } from "../print-output.ts";
import { type CompiledSide, compileSide, findSide, type SidePlace } from "./compile-side.ts";

export interface DiffOptions extends Omit<CommonOptions, "format"> {
  readonly format: "text" | "json" | "markdown" | "github";
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly failOn: "widening" | "any" | "none";
}

/** `lambdagrant diff`: what a change grants and takes away. */
export async function diff(base: string, head: string | undefined, options: DiffOptions): Promise<Exit> {
  const cwd = process.cwd();
  const places: (SidePlace | null)[] = [];
  for (const name of [base, head]) {
    const place = name === undefined ? null : findSide(name, cwd);
    if (place !== null && "unusable" in place) return endRun(place.unusable);
    places.push(place);
  }
  const sides: CompiledSide[] = [];
  for (const [index, place] of places.entries()) {
    const side = await compileSide(place, places[1 - index] ?? null, options, cwd);
    if ("unusable" in side) return endRun(side.unusable);
    sides.push(side);
  }
  const [old, now] = sides as [CompiledSide, CompiledSide];
  if (sides.every(({ sources, errors }) => sources.length + errors.length === 0))
    return endRun("there is no spec on either side");
  const known = [...new Set(sides.flatMap(({ targets }) => targets))];
  const missing = options.target?.find((name) => !known.includes(name));
  if (missing !== undefined) {
    const near = nearest(missing, known);
    const hint = near === undefined ? (known.length === 0 ? "" : `; there is ${listing(known)}`) : `; did you mean ${near}?`;
    return endRun(`no stack on either side has the target ${missing}${hint}`);
  }
  const moved = matchFunctions(old.side.functions, now.side.functions).flatMap(({ base, head }) =>
    base === null || head === null || base.stack === head.stack ? [] : [{ name: head.name, from: base.stack, to: head.stack }],
  );
  const unread = [...old.unread, ...now.unread];
  // What is not known of one side is neither lost nor gained by who moves there.
  const ofMoved = unread.length === 0 ? compareRulesOfMoved(old.rules, now.rules, moved) : [];
  const rules = [...compareRules(old.rules, now.rules, unread), ...ofMoved];
  const found = diffPermissions(old.side, now.side, rules);
  print(found, [old, now], head === undefined ? [base] : [base, head], options);
  return statusOf(found, now, options.failOn);
}

function statusOf({ verdict, summary }: PermissionDiff, head: CompiledSide, failOn: DiffOptions["failOn"]): Exit {
  if (head.errors.length > 0) return exit.input;
  switch (failOn) {
    case "none":
      return exit.done;
    case "widening":
      return verdict === "wider" || verdict === "unknown" || summary.loosened > 0 ? exit.input : exit.done;
    case "any":
      return verdict === "none" && summary.loosened + summary.tightened === 0 ? exit.done : exit.input;
  }
}

function print(
  found: PermissionDiff,
  [old, now]: readonly [CompiledSide, CompiledSide],
  names: readonly string[],
  options: DiffOptions,
): void {
  const sentences = [old, now].flatMap(brokenSentence);
  if (options.format === "text" || options.format === "markdown") {
    const color = useColor(options.color, process.stderr);
    for (const side of [old, now]) {
      if (side.errors.length === 0) continue;
      const textOf = (file: string) => side.sources.find((source) => source.file === file)?.text ?? null;
      for (const sentence of brokenSentence(side)) say(sentence);
      err(printText(side.errors, textOf, color));
    }
  }
  switch (options.format) {
    case "text":
      out(diffText(found, useColor(options.color, process.stdout)));
      return;
    case "json":
      out(JSON.stringify({ base: sideJson(old), head: sideJson(now), ...found }, null, 2));
      return;
    case "markdown": {
      const pointer = `${codeSpan(["lambdagrant diff", ...names].join(" "))} prints all of it.`;
      out(diffMarkdown(found, { root: rootOf(options), pointer, broken: sentences }));
      return;
    }
    case "github":
      for (const side of [now, old])
        for (const sentence of brokenSentence(side))
          verbatim(mistakesGithub(sentence, inCheckout(side.errors), side === old ? old.name : null));
      verbatim(diffGithub(found, checkoutNames(process.cwd())));
      return;
  }
}

/** How a comment calls the root, the same on every machine; outside of a repository and of the current folder, by its own name. */
function rootOf({ specs = "specs" }: DiffOptions): string {
  const name = checkoutNames(process.cwd())(specs);
  return isAbsolute(name) || /^\.\.(?:\/|$)/.test(name) ? basename(name) : name;
}

function brokenSentence({ name, side, errors, unread }: CompiledSide): readonly string[] {
  if (errors.length === 0) return [];
  const { broken } = side;
  const isAny = broken === null || broken.length > 0;
  const specs = broken === null ? "none of its specs can" : `${listing(broken)} cannot`;
  const uncompared = [
    ...(isAny ? [`${specs} be compared, and what the other side has there is listed whole`] : []),
    ...(unread.length > 0 ? [`what its rules.yaml forbid is not compared${isAny ? " either" : ""}`] : []),
  ];
  const words = uncompared.length > 0 ? uncompared.join("; ") : "what settings say where no spec is cannot be compared";
  return [`${name} has ${counted(errors.length, "mistake")}: ${words}`];
}

function sideJson({ name, side, errors }: CompiledSide): object {
  return {
    name,
    compiles: errors.length === 0,
    functions: side.functions.length,
    broken: side.broken,
    diagnostics: diagnosticsJson(errors),
  };
}
