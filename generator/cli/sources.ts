import pc from "picocolors";
import { type PullRow, type PushRow, pullRows, pushRows } from "../sources/listing.ts";
import { type CommonOptions, type Exit, exit, out, useColor } from "./print-output.ts";

/** `lambdagrant sources`: what the keys of `push` and `pull` stand for. */
export function sources(options: CommonOptions): Exit {
  const [push, pull] = [pushRows(), pullRows()];
  if (options.format === "json") out(JSON.stringify({ push, pull }, null, 2));
  else out(printSources(push, pull, useColor(options.color, process.stdout)));
  return exit.done;
}

/** One source: a line of cells, and below it what is longer than a column. */
interface Item {
  readonly cells: readonly string[];
  readonly shapes: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly docs: string;
}

/** Two lists, each with columns as wide as what stands in them. */
export function printSources(push: readonly PushRow[], pull: readonly PullRow[], color: boolean): string {
  const pushItems = push.map((row) => ({
    cells: [row.key, row.principal ?? "as the entry says", row.guard],
    shapes: [row.title, ...shapesOf(row)],
    lists: {},
    docs: row.docs,
  }));
  const pullItems = pull.map((row) => ({
    cells: [row.key, row.title],
    shapes: shapesOf(row),
    lists: { grants: row.actions, refuses: row.refused.map(({ argument }) => argument) },
    docs: row.docs,
  }));
  const colors = pc.createColors(color);
  return [
    colors.bold("push: who may invoke the function"),
    ...list(["key", "principal", "guard"], pushItems, colors),
    "",
    colors.bold("pull: what Lambda polls with the function's role"),
    ...list(["key", "source"], pullItems, colors),
    "",
    colors.dim("{words} are the parts of the mapping form; REGION and ACCOUNT are the stack's then."),
    "",
  ].join("\n");
}

/** The shape of each ARN with the parts of the mapping in their places: `arn:aws:sns:REGION:ACCOUNT:{topic}`. */
function shapesOf({ arns, parts }: PushRow | PullRow): readonly string[] {
  return arns.map((arn, form) => {
    const partOf = new Map(Object.entries(parts[form] ?? {}).map(([part, variable]) => [variable, part]));
    return arn.replace("${Partition}", "aws").replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const part = partOf.get(variable);
      return part === undefined ? variable.toUpperCase() : `{${part}}`;
    });
  });
}

function list(head: readonly string[], items: readonly Item[], colors: ReturnType<typeof pc.createColors>): readonly string[] {
  const widths = head.map((name, column) => Math.max(name.length, ...items.map(({ cells }) => (cells[column] ?? "").length)));
  const line = (cells: readonly string[], paint: (text: string) => string = (text) => text) =>
    cells
      .map((cell, column) => {
        const gap = column === cells.length - 1 ? "" : " ".repeat((widths[column] ?? 0) - cell.length + 2);
        return (column === 0 ? paint(cell) : cell) + gap;
      })
      .join("");
  const indent = " ".repeat((widths[0] ?? 0) + 2);
  return [
    colors.dim(line(head)),
    ...items.flatMap(({ cells, shapes, lists, docs }) => [
      line(cells, colors.cyan),
      ...[...shapes, ...Object.entries(lists).flatMap(([name, words]) => wrap(name, words, pageWidth - indent.length))].map(
        (text) => indent + text,
      ),
      indent + colors.dim(docs),
    ]),
  ];
}

/** Where a terminal's width is not known, as in a pager or a file, this can be read. */
const pageWidth = 100;

/** `grants sqs:DeleteMessage, sqs:ReceiveMessage`, broken between words; nothing where there are none. */
function wrap(name: string, words: readonly string[], width: number): readonly string[] {
  const wrapped: string[] = [];
  let current = name;
  for (const [place, word] of words.entries()) {
    const next = place === words.length - 1 ? word : `${word},`;
    if (current.length + 1 + next.length > width) {
      wrapped.push(current);
      current = " ".repeat(name.length);
    }
    current += ` ${next}`;
  }
  return words.length === 0 ? [] : [...wrapped, current];
}
