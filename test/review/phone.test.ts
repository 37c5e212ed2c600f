import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { frame, githubStyle, htmlOf, mermaidScript } from "./rendered.ts";
import { baseTexts, edited, readChange, sideOf } from "./scripted.ts";

/** Comments as a phone shows them: nothing hangs over the edge, the graph is drawn, nothing is loaded from elsewhere. */

const program = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
if (program === undefined) console.log("comments are not drawn: there is no Chromium on this machine (CHROMIUM names one)");

const width = 390;
const pictures = process.env["PICTURES"] ?? mkdtempSync(join(tmpdir(), "lambdagrant-pictures-"));

describe.skipIf(program === undefined)("on a phone", () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await chromium.launch({ executablePath: program as string, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  const texts = baseTexts();
  const base = sideOf(texts);
  const changes = {
    "url-opened": ["url-opened", "escalation", "caller-of-another-account"],
    "condition-dropped": ["condition-dropped", "guard-dropped", "trust-guard-dropped", "boundary-removed"],
    "stack-deleted": ["stack-deleted"],
    "function-renamed": ["function-renamed", "reasons-reworded"],
  };

  it.each(Object.entries(changes))("%s", async (name, edits) => {
    const head = sideOf(edits.reduce((state, edit) => edited(state, readChange(edit).edits), texts));
    const markdown = diffMarkdown(diffPermissions(base, head), frame);
    const page = await browser.newPage({ viewport: { width, height: 844 }, deviceScaleFactor: 2 });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (failure) => complaints.push(failure.message));
    page.on("request", (request) => requests.push(request.url()));
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
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    console.log(join(pictures, `${name}.png`));
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("data:") && !url.startsWith("about:"))).toEqual([]);
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
