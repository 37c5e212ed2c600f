import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { compareRules } from "../../generator/rules/compare-rules.ts";
import { readRules } from "../../generator/rules/read-rules.ts";
import { inChromium, picture } from "../support/chromium.ts";
import { frame, githubStyle, htmlOf, mermaidScript } from "./rendered.ts";
import { baseTexts, edited, readChange, sideOf } from "./scripted.ts";

/** Comments as a phone shows them: nothing hangs over the edge, the graph is drawn, nothing is loaded from elsewhere. */

const width = 390;

inChromium("comments on a phone", (open) => {
  const texts = baseTexts();
  const base = sideOf(texts);
  const changes = {
    "url-opened": ["url-opened", "escalation", "caller-of-another-account"],
    "condition-dropped": ["condition-dropped", "guard-dropped", "trust-guard-dropped", "boundary-removed"],
    "stack-deleted": ["stack-deleted"],
    "function-renamed": ["function-renamed", "reasons-reworded"],
  };

  // The last one comes with rules that were loosened, too.
  const rule =
    "rules:\n  - {never: what was archived is not deleted, actions: 's3:Delete*', resources: 'arn:aws:s3:::archive/*'}\n";
  const rules = (text: string) => readRules("", "specs/rules.yaml", text).rules;
  const loosened = compareRules(rules(rule), rules(rule.replace("}", ", unless: retention-department}")));

  it.each(Object.entries(changes))("%s", async (name, edits) => {
    const head = sideOf(edits.reduce((state, edit) => edited(state, readChange(edit).edits), texts));
    const markdown = diffMarkdown(diffPermissions(base, head, name === "function-renamed" ? loosened : []), frame);
    const { page, complaints, requests } = await open({ viewport: { width, height: 844 }, deviceScaleFactor: 2 });
    await page.setContent(
      `<!doctype html><meta name="viewport" content="width=device-width"><style>${readFileSync(githubStyle, "utf8")}
      body { margin: 12px } .markdown-body { font-size: 14px }</style><article class="markdown-body">${htmlOf(markdown)}</article>`,
    );
    await page.addScriptTag({ path: mermaidScript });
    await page.evaluate(async () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const code of document.querySelectorAll("code.language-mermaid"))
        code.parentElement?.replaceWith(
          Object.assign(document.createElement("pre"), { className: "mermaid", textContent: code.textContent }),
        );
      const { mermaid } = globalThis as unknown as { mermaid: { initialize(options: object): void; run(): Promise<void> } };
      mermaid.initialize({ startOnLoad: false });
      await mermaid.run();
    });
    await page.screenshot({ path: picture(name), fullPage: true });
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    // A table scrolls by itself on GitHub; what changed and what it is about is to be read without that.
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("table")].map((table) => table.scrollWidth - table.clientWidth),
    );
    for (const over of wide) expect(over).toBeLessThanOrEqual(0);
    const drawn = await page.evaluate(() =>
      [...document.querySelectorAll(".mermaid svg")].map((svg) => svg.getBoundingClientRect().height),
    );
    expect(drawn.length).toBe(markdown.includes("```mermaid") ? 1 : 0);
    for (const height of drawn) expect(height).toBeGreaterThan(20);
    await page.close();
  });
});
