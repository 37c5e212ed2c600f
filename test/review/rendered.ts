import { createRequire } from "node:module";
import { JSDOM } from "jsdom";
import { marked } from "marked";
import type { MarkdownFrame } from "../../generator/review/print/diff-markdown.ts";

/** A comment as GitHub would show it: its Markdown by another's parser, its graph by mermaid itself. */

export const frame: MarkdownFrame = {
  root: "specs",
  pointer: "<code>lambdagrant diff main</code> prints all of it.",
  broken: [],
};

/** The graph of a comment; null where it has none. */
export function graphOf(markdown: string): string | null {
  return /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? null;
}

/** The page of a comment, without what GitHub would draw by itself. */
export function htmlOf(markdown: string): string {
  return marked.parse(markdown, { gfm: true, async: false });
}

export function documentOf(markdown: string): Document {
  return new JSDOM(htmlOf(markdown)).window.document;
}

type Mermaid = { readonly parse: (text: string) => Promise<unknown> };

/** Mermaid asks for a browser even where it only parses. */
export async function mermaid(): Promise<Mermaid> {
  const { window } = new JSDOM("");
  Object.assign(globalThis, { window, document: window.document });
  return (await import("mermaid")).default;
}

const require = createRequire(import.meta.url);

/** Mermaid as one script, and how GitHub looks. */
export const mermaidScript = require.resolve("mermaid/dist/mermaid.min.js");
export const githubStyle = require.resolve("github-markdown-css/github-markdown.css");
