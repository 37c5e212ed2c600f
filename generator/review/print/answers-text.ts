import pc from "picocolors";
import type { Explanation } from "../ask/explanation.ts";
import type { Remedy } from "../ask/remedy.ts";
import type { WhoCan } from "../ask/who-can.ts";
import type { GrantChange } from "../change.ts";
import type { Described } from "../described.ts";
import { linesOf } from "./group.ts";
import { causeWords, conditionWords, grantWords, levelWords } from "./words.ts";

/** Answers for a terminal, in sentences. */

const elsewhereSaid = "That is said where the role is managed.";

const headings = [
  ["invoke", "Who may invoke it", "Nobody, but who is allowed to by a policy of its own."],
  ["role", "What it may do", "Nothing."],
  ["trust", "Who may assume its role", elsewhereSaid],
] as const;

/** What each function is granted, with cause, reason and page. */
export function explanationText(explanations: readonly Explanation[], color: boolean): string {
  const colors = pc.createColors(color);
  return explanations
    .map((one) => {
      const { role } = one;
      const elsewhere = role?.existing === true ? ", which is managed elsewhere and may have more" : "";
      const boundary = role === null || role.boundary === null ? "" : `, at most what ${role.boundary} allows`;
      return [
        `${colors.bold(plain(nameOf(one)))} (${plain(one.file)}:${one.line})`,
        role === null
          ? "Whoever manages it manages its role."
          : plain(`It runs with the role ${role.name}${elsewhere}${boundary}.`),
        ...headings.flatMap(([about, heading, nothing]) => {
          const lines = sentences(
            one.grants.filter((grant) => grant.about === about),
            colors,
          );
          return [
            "",
            colors.bold(heading),
            ...(lines.length === 0 ? [`  ${about === "role" && role === null ? elsewhereSaid : nothing}`] : lines),
          ];
        }),
      ].join("\n");
    })
    .join("\n\n");
}

/** Who can do what was asked. */
export function whoCanText(found: readonly WhoCan[], question: string, color: boolean): string {
  const colors = pc.createColors(color);
  if (found.length === 0) return plain(`Nothing in these specs lets anybody ${question}.`);
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
          `    ${colors.dim(plain(`but ${grantWords("role", grant, [grant.action])} ${conditionWords(grant)}`.trimEnd()))}`,
      );
      return [
        `${colors.bold(plain(nameOf(one)))} (${plain(one.file)}:${one.line})${partly}`,
        ...sentences([one], colors),
        ...denied,
      ].join("\n");
    })
    .join("\n");
}

function nameOf({ function: name, target }: Pick<WhoCan, "function" | "target">): string {
  return target === null ? name : `${name} in ${target}`;
}

function sentences(grants: readonly Described[], colors: ReturnType<typeof pc.createColors>): readonly string[] {
  const changes = grants.map(
    ({ about, grant, level, marks, causes }): GrantChange => ({
      about,
      grant,
      level,
      marks,
      causes,
      change: "gained",
      rest: [],
      note: null,
    }),
  );
  return linesOf({ changes }).flatMap((line) => {
    if (line.kind === "role") return [];
    const { about, grant, level, marks, causes } = line.change;
    const condition = conditionWords(grant);
    const pages = [...new Set(causes.flatMap(({ docs }) => docs ?? []))];
    return [
      `  ${plain(grantWords(about, grant, line.actions))}${condition === "" ? "" : plain(`, ${condition}`)}${level === null ? "" : colors.dim(` [${levelWords[level]}]`)}`,
      ...marks.map(({ kind, says }) => `    ${colors.yellow(`${kind}:`)} ${plain(says)}`),
      ...causes.map((cause) => `    ${colors.dim(plain(causeWords(cause)))}`),
      ...pages.map((page) => `    ${colors.dim(page)}`),
    ];
  });
}

/** A file's bytes never steer the reader's terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** Why a call was refused, and what to write. */
export function remedyText(remedies: readonly Remedy[], color: boolean): string {
  const colors = pc.createColors(color);
  return remedies
    .map((one) =>
      [
        `${colors.bold(plain(nameOf(one)))} (${plain(one.file)}:${one.line}): ${plain(one.says)}`,
        ...sentences(one.near, colors),
        ...(one.entry === null
          ? []
          : ["", `add to ${plain(one.file)}:`, "", ...one.entry.split("\n").map((line) => `  ${plain(line)}`)]),
        ...(one.hints.length === 0 ? [] : ["", ...one.hints.map((hint) => plain(hint))]),
      ].join("\n"),
    )
    .join("\n\n");
}
