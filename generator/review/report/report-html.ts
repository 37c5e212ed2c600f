import { createHash } from "node:crypto";
import { reportBeginning } from "./beginning.ts";
import { script, style } from "./page-bundle.js";
import type { ReportData } from "./report-data.ts";

/** The page as one file: nothing in it is run but our script, nothing is loaded, and text of specs is data alone. */

/** Makes the page. The same data make the same bytes. */
export function reportHtml({ data, details, texts }: ReportData): string {
  // A policy in the page itself: https://developer.mozilla.org/docs/Web/HTML/Reference/Elements/meta/http-equiv
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    // No text can become HTML, not even by a mistake of ours.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return `${reportBeginning}<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>What these functions may do</title>
<style>${style}</style>
</head>
<body>
<div id="page"><noscript>This page is drawn by the script that it carries; it loads nothing.</noscript></div>
${dataElement("data", data)}
<script>${script}</script>
${[...details.map((one, index) => dataElement(`details-${index}`, one)), ...texts.map((text, index) => dataElement(`text-${index}`, text))].join("\n")}
</body>
</html>
`;
}

/** Data that a browser keeps as text. No letter of it can end the element, begin a comment, or turn the text around. */
function dataElement(id: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>&\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
  return `<script type="application/json" id="${id}">${json}</script>`;
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
