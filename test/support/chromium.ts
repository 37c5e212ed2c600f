import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

/** The Chromium of this machine, driven by playwright-core. Where there is none, tests say so and are skipped, but where they must run. */

const found = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Tests in a browser: `open` gives a page that notes what it should not do. */
export function inChromium(what: string, tests: (open: (options?: Options) => Promise<Watched>) => void): void {
  const required = process.env["LAMBDAGRANT_REQUIRE_CHROMIUM"] === "1";
  if (found === undefined && !required)
    console.log(`${what}: skipped, since there is no Chromium on this machine (CHROMIUM names one)`);
  describe.skipIf(found === undefined && !required)(what, () => {
    let browser: Browser;
    beforeAll(async () => {
      if (found === undefined) throw new Error("these tests must run, and there is no Chromium (apt-get install chromium)");
      browser = await chromium.launch({ executablePath: found, args: ["--no-sandbox"] });
    });
    afterAll(() => browser?.close());
    tests(async (options = {}) => watched(await browser.newPage(options)));
  });
}

type Options = NonNullable<Parameters<Browser["newPage"]>[0]>;

export interface Watched {
  readonly page: Page;
  /** Errors of scripts and lines on the console. */
  readonly complaints: readonly string[];
  /** What was asked for from elsewhere than the file itself. */
  readonly requests: readonly string[];
}

function watched(page: Page): Watched {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (failure) => complaints.push(failure.message));
  page.on("request", (request) => {
    const url = request.url();
    if (
      !/^(data|about):/.test(url) &&
      url !== page.url().replace(/#.*/s, "") &&
      !(url.startsWith("file:") && request.isNavigationRequest())
    )
      requests.push(url);
  });
  return { page, complaints, requests };
}

const pictures = process.env["PICTURES"] ?? mkdtempSync(join(tmpdir(), "lambdagrant-pictures-"));

/** Where a picture is put to be looked at: PICTURES names the folder. */
export function picture(name: string): string {
  mkdirSync(pictures, { recursive: true });
  return join(pictures, `${name}.png`);
}
