import { counted } from "../../diagnostics/print-text.ts";
import {
  type Direction,
  type FunctionChange,
  type Grant,
  type GrantChange,
  type GuardrailChange,
  isWidening,
  type PermissionDiff,
} from "../change.ts";
import { diffMermaid } from "./diff-mermaid.ts";
import {
  changeWord,
  directionOf,
  guardrailPlace,
  guardrailWords,
  type Line,
  linesOf,
  roleWords,
  titleWords,
  verdictWords,
} from "./group.ts";
import { codeSpan, quoted } from "./markdown-quote.ts";
import { causeWords, conditionWords, levelWords, restWord, verbOf, whoWords } from "./words.ts";

/** What stands around the change itself. */
export interface MarkdownFrame {
  /** Tells comments on several roots of specs apart; a comment is found again by it. */
  readonly root: string;
  /** How to see what does not fit, as Markdown. */
  readonly pointer: string;
  /** What could not be compiled, a sentence each. */
  readonly broken: readonly string[];
}

/**
 * GitHub takes 65,536 characters.
 * https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
const mostBytes = 60_000;
/** Of one function, so that it leaves room for the others. */
const mostRows = 40;

const signs: Readonly<Record<Direction, string>> = { none: "✅", narrower: "✅", wider: "⚠️", unknown: "❓" };

/** The hidden first line by which a comment is found again. */
function markerOf(root: string): string {
  return `<!-- lambdagrant:diff ${root.replace(/[^\w./-]|--+/g, "_")} -->`;
}

/** A change as a comment on a pull request; what widens comes first, and what does not fit is pointed to. */
export function diffMarkdown(diff: PermissionDiff, { root, pointer, broken }: MarkdownFrame): string {
  const drawn = diffMermaid(diff);
  const graph =
    drawn === null
      ? []
      : [
          "<details><summary>What changed, drawn</summary>\n",
          `\`\`\`mermaid\n${drawn.graph}\n\`\`\`\n`,
          ...(drawn.left > 0 ? [`And ${counted(drawn.left, "more arrow")}.\n`] : []),
          "</details>\n",
        ];
  const head = [
    markerOf(root),
    `### ${diff.summary.loosened > 0 ? signs.wider : signs[diff.verdict]} ${verdictWords(diff)}`,
    "",
    ...broken.map((sentence) => `> ${quoted(sentence)}\n`),
    ...guardrailsOf(diff.guardrails),
    ...(diff.verdict === "none" && diff.functions.length === 0 ? ["What the specs grant is the same on both sides."] : []),
  ];
  const order = (one: FunctionChange) => (one.changes.some(isWidening) ? 0 : 1);
  const functions = [...diff.functions].sort((a, b) => order(a) - order(b));
  const sections: string[] = [];
  let left = mostBytes - bytes([...head, ...graph, pointer].join("\n")) - 400;
  for (const one of functions) {
    const section = sectionOf(one);
    left -= bytes(section) + 2;
    if (left < 0) break;
    sections.push(section);
  }
  const missing = functions.slice(sections.length);
  const rest =
    missing.length === 0
      ? []
      : [
          `**${counted(missing.length, "more function")}** with ${counted(
            missing.reduce((sum, { changes }) => sum + changes.length, 0),
            "change",
          )} ` + `${missing.length === 1 ? "does" : "do"} not fit here: ${pointer}`,
        ];
  return `${[...head, ...sections, ...rest, ...graph].join("\n").trimEnd()}\n`;
}

function guardrailsOf(guardrails: readonly GuardrailChange[]): readonly string[] {
  if (guardrails.length === 0) return [];
  const loosened = [...guardrails].sort((a, b) => Number(b.change === "loosened") - Number(a.change === "loosened"));
  const rows = loosened.slice(0, mostRows).map((one) => {
    const word = one.change === "loosened" ? "loosens" : "tightens";
    return `| **${word}:** ${quoted(guardrailWords(one))} | ${quoted(guardrailPlace(one))} |`;
  });
  const more = guardrails.length - rows.length;
  const left = more > 0 ? [`| and ${counted(more, "more line")} | |`] : [];
  return ["#### Rules and approvals", "", "| what may be granted | where |", "|---|---|", ...rows, ...left, ""];
}

function sectionOf(one: FunctionChange): string {
  const { name, place, what } = titleWords(one);
  const lines = linesOf(one);
  const shown = lines.slice(0, mostRows);
  const more = lines.length - shown.length;
  return [
    `#### ${codeSpan(name)}${what === "" ? "" : `, ${quoted(what)}`}`,
    "",
    quoted(place),
    "",
    ...one.notes.flatMap((note) => [`> ${quoted(note)}`, ""]),
    ...(lines.length === 0
      ? ["No change in permissions."]
      : [
          "| what | why |",
          "|---|---|",
          ...shown.map((line) => rowOf(line, one)),
          ...(more > 0 ? [`| and ${counted(more, "more line")} | |`] : []),
        ]),
    "",
    ...(lines.length === 0 ? [] : [detailsOf(shown, one)]),
  ].join("\n");
}

function rowOf(line: Line, one: FunctionChange): string {
  const { causes } = line.change;
  const why = causes
    .map(
      (cause) =>
        `${quoted(cause.entry)}${(cause.why ?? cause.because) === null ? "" : `: ${quoted(cause.why ?? cause.because ?? "")}`}`,
    )
    .join("<br>");
  return `| **${changeWord(line.change, one)}:** ${line.kind === "role" ? quoted(roleWords(line.change, one)) : whatOf(line, one)} | ${why} |`;
}

function whatOf({ change, actions }: Extract<Line, { kind: "grants" }>, one: FunctionChange): string {
  const { grant, rest, level, marks } = change;
  const others = [...new Set(rest.map((other) => briefly(other, grant)))];
  const marked = marks.map(({ kind }) => `**${kind === "outside" ? "outside the account" : kind}**`);
  const levels = level === null || level === "permissions management" ? [] : [levelWords[level]];
  return [
    sentenceOf(change, actions, one),
    ...(grant.condition === null ? [] : [conditionWords(grant, codeSpan)]),
    ...others.map((other) => `${restWord(change)}: ${other}`),
    ...(marked.length + levels.length === 0 ? [] : [[...marked, ...levels].join(" · ")]),
  ].join("<br>");
}

function sentenceOf(change: GrantChange, actions: readonly string[], one: FunctionChange): string {
  const { about, grant } = change;
  const { principal, resource } = grant;
  const who =
    /^[a-z]/.test(principal ?? "") && principal !== null && /[.:]/.test(principal)
      ? codeSpan(principal)
      : quoted(whoWords(principal));
  const names = actions.map(codeSpan).join(", ");
  const alias = /^function:.*:([^:]+)$/.exec(resource)?.[1];
  switch (about) {
    case "invoke":
      return /^function:/.test(resource)
        ? `${who} may ${names}${alias === undefined ? "" : ` as ${codeSpan(alias)}`}`
        : `${who} may ${names} on ${codeSpan(resource)}`;
    case "role":
      return `${verbOf(grant, directionOf(change, one))} ${names} on ${codeSpan(resource)}`;
    case "trust":
      return `${who} may assume its role`;
  }
}

/** What the other side has, as far as it differs. */
function briefly(other: Grant, grant: Grant): string {
  const where = other.resource === grant.resource ? "" : `on ${codeSpan(other.resource)}`;
  const when =
    JSON.stringify(other.condition) === JSON.stringify(grant.condition)
      ? ""
      : other.condition === null
        ? "without a condition"
        : conditionWords(other, codeSpan);
  const who = other.principal === grant.principal ? "" : quoted(whoWords(other.principal));
  const words = [who, where, when].filter((text) => text !== "").join(" ");
  return words === "" ? "under other terms" : words;
}

function detailsOf(lines: readonly Line[], one: FunctionChange): string {
  const items = lines.flatMap((line) => {
    const { change } = line;
    const marks = line.kind === "role" ? [] : line.change.marks.map(({ kind, says }) => `**${kind}**: ${quoted(says)}`);
    const note = line.kind === "role" || line.change.note === null ? [] : [quoted(line.change.note)];
    const causes = change.causes.map(
      (cause) =>
        `${quoted(causeWords({ ...cause, why: null, because: null }))}${cause.docs === null ? "" : ` ([AWS](${cause.docs}))`}`,
    );
    const what = line.kind === "role" ? "role" : line.actions.join(", ");
    return `- ${changeWord(change, one)} ${codeSpan(what)}: ${[...causes, ...marks, ...note].join("; ")}`;
  });
  return `<details><summary>Where it stands, and what it means</summary>\n\n${[...new Set(items)].join("\n")}\n\n</details>\n`;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
