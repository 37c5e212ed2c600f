import pc from "picocolors";
import { visible } from "../../diagnostics/print-text.ts";
import type { ElsewhereNote } from "../../proof/notes.ts";
import type { AttachedPolicy, Explanation } from "../ask/explanation.ts";
import type { Remedy } from "../ask/remedy.ts";
import type { Beyond, WhoCan } from "../ask/who-can.ts";
import type { Described } from "../described.ts";
import { chaptersOf, groupsOf, policyWords, roleSentence } from "./chapters.ts";
import { causeWords, conditionWords, grantWords, levelWords } from "./words.ts";

/** Answers for a terminal, in sentences. */

/** What each function is granted, with cause, reason and page. */
export function explanationText(explanations: readonly Explanation[], color: boolean): string {
  const colors = pc.createColors(color);
  return explanations
    .map((one) => {
      return [
        `${colors.bold(visible(nameOf(one)))} (${visible(one.file)}:${one.line})`,
        visible(roleSentence(one)),
        ...chaptersOf(one).flatMap(({ heading, grants, policies, nothing }) => {
          const lines = [...sentences(grants, colors), ...policies.flatMap((policy) => policySentence(policy, colors))];
          return ["", colors.bold(heading), ...(lines.length === 0 ? [`  ${nothing}`] : lines)];
        }),
      ].join("\n");
    })
    .join("\n\n");
}

/** Who can do what was asked. */
export function whoCanText(found: readonly WhoCan[], question: string, color: boolean): string {
  const colors = pc.createColors(color);
  if (found.length === 0) return visible(`Nothing in these specs lets anybody ${question}.`);
  return found
    .map((one) => {
      const partly =
        one.covers === "all"
          ? ""
          : one.covers === "part"
            ? " (of what was asked, a part)"
            : " (whether that is what was asked, only Terraform knows)";
      const denied = one.denied.map(
        (grant) =>
          `    ${colors.dim(visible(`but ${grantWords("role", grant, [grant.action])} ${conditionWords(grant)}`.trimEnd()))}`,
      );
      return [
        `${colors.bold(visible(nameOf(one)))} (${visible(one.file)}:${one.line})${partly}`,
        ...sentences([one], colors),
        ...denied,
      ].join("\n");
    })
    .join("\n");
}

/** What an answer cannot know, a sentence for each thing that others decide; null where it knows all. */
export function beyondText(beyond: readonly Beyond[]): string | null {
  if (beyond.length === 0) return null;
  return beyond
    .flatMap((one) =>
      [
        ...(one.policies.length === 0 ? [] : [`may have more, by what others write: ${one.policies.join(", ")}`]),
        ...one.elsewhere.map(elsewhereWords),
      ].map((words) => visible(`${nameOf(one)} ${words} (${one.file}:${one.line})`)),
    )
    .join("\n");
}

function elsewhereWords({ what, name }: ElsewhereNote): string {
  switch (what) {
    case "role":
      return name === null
        ? "may have more, by its role, which is managed where the function is"
        : `may have more, by its role, which is managed elsewhere: ${name}`;
    case "invoking role":
      return `is invoked with a role that may have more, and is managed elsewhere: ${name}`;
    case "own policy":
      return "may let in others, by its own policy, which is managed elsewhere";
  }
}

function nameOf({ function: name, target }: Pick<WhoCan, "function" | "target">): string {
  return target === null ? name : `${name} in ${target}`;
}

function sentences(grants: readonly Described[], colors: ReturnType<typeof pc.createColors>): readonly string[] {
  return groupsOf(grants).flatMap(({ change, actions }) => {
    const { about, grant, level, marks, causes } = change;
    const condition = conditionWords(grant);
    const pages = [...new Set(causes.flatMap(({ docs }) => docs ?? []))];
    return [
      `  ${visible(grantWords(about, grant, actions))}${condition === "" ? "" : visible(`, ${condition}`)}${level === null ? "" : colors.dim(` [${levelWords[level]}]`)}`,
      ...marks.map(({ kind, says }) => `    ${colors.yellow(`${kind}:`)} ${visible(says)}`),
      ...causes.map((cause) => `    ${colors.dim(visible(causeWords(cause)))}`),
      ...pages.map((page) => `    ${colors.dim(page)}`),
    ];
  });
}

function policySentence(of: AttachedPolicy, colors: ReturnType<typeof pc.createColors>): readonly string[] {
  const { cause } = of;
  return [
    `  ${visible(policyWords(of))}`,
    `    ${colors.dim(visible(causeWords(cause)))}`,
    ...(cause.docs === null ? [] : [`    ${colors.dim(cause.docs)}`]),
  ];
}

/** Why a call was refused, and what to write. */
export function remedyText(remedies: readonly Remedy[], color: boolean): string {
  const colors = pc.createColors(color);
  return remedies
    .map((one) =>
      [
        `${colors.bold(visible(nameOf(one)))} (${visible(one.file)}:${one.line}): ${visible(one.says)}`,
        ...sentences(one.near, colors),
        ...(one.entry === null
          ? []
          : ["", `add to ${visible(one.file)}:`, "", ...one.entry.split("\n").map((line) => `  ${visible(line)}`)]),
        ...(one.hints.length === 0 ? [] : ["", ...one.hints.map((hint) => visible(hint))]),
      ].join("\n"),
    )
    .join("\n\n");
}
