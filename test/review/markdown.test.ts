import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { codeSpan, mermaidLabel, quoted } from "../../generator/review/print/markdown-quote.ts";
import type { Side } from "../../generator/review/reviewed.ts";
import { documentOf, frame, graphOf, mermaid } from "./rendered.ts";
import { baseTexts, changeNames, edited, readChange, sideOf } from "./scripted.ts";

/** The comment on a pull request: whole, small enough, and nothing in it but what we wrote. */

const texts = baseTexts();
const base = sideOf(texts);
const empty: Side = { functions: [], broken: [] };

let parser: Awaited<ReturnType<typeof mermaid>>;
beforeAll(async () => {
  parser = await mermaid();
});

describe.each(changeNames)("%s", (name) => {
  const diff = diffPermissions(base, sideOf(edited(texts, readChange(name).edits)));
  const markdown = diffMarkdown(diff, frame);

  it("has a marker, a verdict, and a table for each function", () => {
    expect(markdown.split("\n")[0]).toBe("<!-- lambdagrant:diff specs -->");
    const page = documentOf(markdown);
    expect(page.querySelectorAll("h3").length).toBe(1);
    expect(page.querySelectorAll("h4").length).toBe(diff.functions.length);
    const changed = diff.functions.filter(({ changes }) => changes.length > 0);
    expect(page.querySelectorAll("table").length).toBe(changed.length);
    for (const row of page.querySelectorAll("tbody tr")) expect(row.querySelectorAll("td").length).toBe(2);
  });

  it("has a graph that mermaid reads", async () => {
    const graph = graphOf(markdown);
    if (graph !== null) await expect(parser.parse(graph)).resolves.toBeTruthy();
    const drawn = diff.functions
      .flatMap(({ changes }) => changes)
      .some((change) => "grant" in change && change.about !== "trust");
    expect(graph !== null).toBe(drawn);
  });
});

describe("text of a spec", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .array(
        fc.constantFrom(
          "|",
          "`",
          "<img src=x onerror=alert(1)>",
          "](http://x.example)",
          "![",
          "@octocat",
          "#1",
          "GH-123",
          "gh-1",
          "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
          "jlord/sheetsee.js@a5c3785",
          "-->",
          "<!--",
          "```",
          "\n",
          "</details>",
          "**",
          "~~~",
          "&amp;",
          "https://x.example",
          "www.x.example",
          "\u202e",
          '"',
          "end",
          "%%{init: {}}%%",
          ";",
          "&#96;",
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(" ")),
  );

  it("stands in the comment as it is, and makes nothing else of it", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = documentOf(`| a | b |\n|---|---|\n| ${quoted(text)} | ${codeSpan(text)} |\n\n- ${codeSpan(text)}\n`);
        expect(page.querySelectorAll("td").length).toBe(2);
        expect(page.querySelectorAll("img, a, script, h1, h2, em, strong, del, details, input").length).toBe(0);
        const shown = text
          .replace(/\s+/g, " ")
          .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{fffd}")
          .trim();
        const read = (page.querySelectorAll("td")[1]?.textContent ?? "").replaceAll("\u200b", "").trim();
        expect(read).toBe(shown);
        // No mention: GitHub looks for them in the text that was rendered.
        expect(page.body.textContent).not.toMatch(/@[\w-]|#\d|gh-\d/i);
        // No commit, for which it looks in each piece of text by itself.
        for (const piece of piecesOf(page)) expect(piece).not.toMatch(/[0-9a-f]{7}/i);
      }),
    );
  });

  it("stands in a label of the graph, and makes nothing else of it", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        await parser.parse(
          `flowchart LR\n  n0["a"]\n  n1(["${mermaidLabel(text, 60)}"])\n  n0 ==>|"${mermaidLabel(text, 60)}"| n1\n`,
        );
        expect(mermaidLabel(text, 60)).not.toMatch(/["`<>\n]/);
      }),
      { numRuns: 60 },
    );
  });
});

/** The texts of a page between its elements. */
function piecesOf(page: Document): readonly string[] {
  const walker = page.createTreeWalker(page.body, 4);
  const pieces: string[] = [];
  while (walker.nextNode() !== null) pieces.push(walker.currentNode.nodeValue ?? "");
  return pieces;
}

describe("a change that is too large for a comment", () => {
  const many = new Map([...texts].filter(([path]) => path === "stack.yaml"));
  for (let stack = 0; stack < 10; stack++)
    for (let number = 0; number < 30; number++)
      many.set(
        `s${stack}/f${number}.yaml`,
        (texts.get("orders/notify.yaml") ?? "").replace("name: notify", `name: notify-${stack}-${number}`),
      );
  const side = sideOf(many);
  const diff = diffPermissions(empty, side);
  const markdown = diffMarkdown(diff, frame);

  it("is cut, and says what is missing and where it is", () => {
    expect(side.errors).toEqual([]);
    expect(diff.functions.length).toBe(300);
    expect(new TextEncoder().encode(markdown).length).toBeLessThan(65_536);
    const shown = documentOf(markdown).querySelectorAll("h4").length;
    expect(shown).toBeGreaterThan(5);
    expect(markdown).toContain(
      `**${300 - shown} more functions** with ${(300 - shown) * 12} changes do not fit here: ${frame.pointer}`,
    );
  });

  it("still has a graph that mermaid reads", async () => {
    await expect(parser.parse(graphOf(markdown) ?? "")).resolves.toBeTruthy();
  });
});
