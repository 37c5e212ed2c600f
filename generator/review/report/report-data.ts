import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PageData, PageDetails, PageText } from "../../page/page-data.ts";
import { compareText } from "../../text-order.ts";
import { explanationOf } from "../ask/explanation.ts";
import type { ReviewedFunction } from "../reviewed.ts";
import { Ends, pageDetails, pageFinding, pageFunction } from "./page-function.ts";

/** What is reported on. */
export interface Reported {
  /** The root folder of the specs. */
  readonly root: string;
  readonly functions: readonly ReviewedFunction[];
  /** The output: where below the out folder, what, and the spec or folder that it comes from. */
  readonly files: readonly { readonly path: string; readonly text: string; readonly source: string }[];
  /** What was found of the specs beside. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All that a page holds. */
export interface ReportData {
  readonly data: PageData;
  /** Of each function, in their order. */
  readonly details: readonly PageDetails[];
  readonly texts: readonly PageText[];
}

/** The data of the page of a set of functions, by stack and name. */
export function reportOf({ root, functions, files, diagnostics }: Reported): ReportData {
  const order = ({ stack, name, target }: ReviewedFunction) => [stack, name, target ?? ""];
  const sorted = [...functions].sort((a, b) => compareParts(order(a), order(b)));
  const keys = keysOf(sorted);
  const ends = new Ends();
  const texts = files.map(({ path, text }) => ({ path, text }));
  const found = sorted.map((of) => diagnostics.filter((one) => isOf(one, of)));
  const told = new Set(found.flat());
  const pages = sorted.map((of, index) => {
    const [explained, findings] = [explanationOf(of), found[index] ?? []];
    return {
      one: pageFunction(keys[index] ?? "", explained, findings, ends),
      details: pageDetails(of, explained, findings, filesOf(of, files)),
    };
  });
  return {
    data: {
      root,
      functions: pages.map(({ one }) => one),
      ends: ends.all,
      findings: diagnostics.filter((one) => !told.has(one)).map(pageFinding),
    },
    details: pages.map(({ details }) => details),
    texts,
  };
}

/** Whether a finding stands in the document of a function. */
function isOf({ file, line }: Diagnostic, { spec }: ReviewedFunction): boolean {
  const { span } = spec.document;
  return file === spec.span.file && span.line <= line && line <= span.endLine;
}

/** The file of a function's spec, and that of its stack. */
function filesOf({ spec, stack, target }: ReviewedFunction, files: Reported["files"]): readonly number[] {
  const folder = [target, stack].filter((name) => name !== null && name !== "").join("/");
  return files.flatMap(({ path, source }, index) => {
    const directory = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
    const isStack = /(?:^|\/)stack\.tf$/.test(path) && source !== spec.source;
    return directory === folder && (source === spec.source || isStack) ? [index] : [];
  });
}

/** `orders/payments`, `catalog/price-feed@prod`: the same from report to report, and each once. */
function keysOf(functions: readonly ReviewedFunction[]): readonly string[] {
  const taken = new Map<string, number>();
  return functions.map(({ stack, name, target }) => {
    const key = `${stack === "" ? "" : `${stack}/`}${name}${target === null ? "" : `@${target}`}`;
    const times = (taken.get(key) ?? 0) + 1;
    taken.set(key, times);
    return times === 1 ? key : `${key}~${times}`;
  });
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at === -1 ? 0 : compareText(a[at] ?? "", b[at] ?? "");
}
