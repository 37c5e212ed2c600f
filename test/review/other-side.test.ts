import { describe, expect, it } from "vitest";
import type { PermissionDiff } from "../../generator/review/change.ts";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import { documentOf, frame } from "./rendered.ts";
import { baseTexts, edited, sideOf } from "./scripted.ts";

/** What the other side has of a rule: whose it is, and whether it was so or is so now. */

const side = (rest: string) => {
  const found = sideOf(edited(baseTexts(), [{ file: "orders/one.yaml", write: `function: {name: one}\nlogs: false\n${rest}` }]));
  expect(found.errors).toEqual([]);
  return found;
};

/** The lines of text after the one that says what changed, and the cell of Markdown. */
function told(diff: PermissionDiff): { readonly text: readonly string[]; readonly cell: string } {
  const lines = diffText(diff, false).split("\n");
  const at = lines.findIndex((line) => /^ {2}(?:widens|narrows)/.test(line));
  const cell = documentOf(diffMarkdown(diff, frame)).querySelector("tbody td");
  return { text: lines.slice(at, at + 2).map((line) => line.trim()), cell: cell?.textContent?.replaceAll("\u200b", "") ?? "" };
}

describe("a Deny", () => {
  const deny = (on: string) =>
    side(
      `actions:\n  - {allow: s3:GetObject, resources: 'arn:aws:s3:::b/*'}\n  - {deny: s3:GetObject, resources: 'arn:aws:s3:::b/${on}'}\n`,
    );

  it("that denies less now holds on less now, and one that denies more held on less before", () => {
    const less = told(diffPermissions(deny("s/*"), deny("s/a/*")));
    expect(less.text).toEqual([
      "widens   is no longer denied s3:GetObject on arn:aws:s3:::b/s/* [reads]",
      "now: on arn:aws:s3:::b/s/a/*",
    ]);
    expect(less.cell).toContain("now: on arn:aws:s3:::b/s/a/*");
    const more = told(diffPermissions(deny("s/a/*"), deny("s/*")));
    expect(more.text).toEqual([
      "narrows  is denied s3:GetObject on arn:aws:s3:::b/s/* [reads]",
      "before: on arn:aws:s3:::b/s/a/*",
    ]);
    expect(more.cell).toContain("before: on arn:aws:s3:::b/s/a/*");
  });
});

describe("a caller", () => {
  it("is named where it is another one on the other side", () => {
    const [account, role] = ['"444455556666"', "arn:aws:iam::444455556666:role/web"].map((who) =>
      side(`push: [{account: ${who}}]\n`),
    );
    if (account === undefined || role === undefined) return;
    expect(told(diffPermissions(account, role)).text).toEqual([
      "narrows  the account 444455556666 may invoke it",
      "now: the role web of the account 444455556666",
    ]);
    expect(told(diffPermissions(role, account)).text).toEqual([
      "widens   the account 444455556666 may invoke it",
      "before: the role web of the account 444455556666",
    ]);
    expect(told(diffPermissions(account, role)).cell).toContain("now: the role web of the account 444455556666");
  });
});
