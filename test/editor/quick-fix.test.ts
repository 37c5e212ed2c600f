import { describe, expect, it } from "vitest";
import { error } from "../../generator/diagnostics/diagnostic.ts";
import { fixesOf } from "../../generator/editor/quick-fix.ts";

/** What a hint says, done at a keystroke: only what it says plainly, and nothing beside it. */

const span = { file: "a.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
const fixes = (hint: string, wrong = "x", before = "  ", next = "") =>
  fixesOf(error("unknown-key", span, "", hint), wrong, before, next).map(({ text }) => text);

describe("fixesOf", () => {
  it.each([
    ["did you mean s3:GetObject?", "s3:GetObjekt", ["s3:GetObject"]],
    ["did you mean s3:GetObject or s3:PutObject?", "x", ["s3:GetObject", "s3:PutObject"]],
    ["did you mean `why`?", "wy", ["why"]],
    ["write ${aws_sns_topic.paid.arn}", '"paid"', ['"${aws_sns_topic.paid.arn}"']],
    ["write arn:aws:s3:::photos/* or arn:aws:s3:::photos", "photos", ["arn:aws:s3:::photos/*", "arn:aws:s3:::photos"]],
    ["write *", "x", ['"*"']],
    ["write arn:aws:dynamodb:eu-west-1:123456789012:table/TABLE_NAME", "x", []],
    ["write ${aws_sns_topic.NAME.arn}", "x", []],
    ["write {deny: s3:GetObject}", "x", []],
    ["write update_runtime_on: Manual, or remove the line", "x", []],
    ["name the role that calls", "x", []],
  ])("%s", (hint, wrong, texts) => {
    expect(fixes(hint, wrong)).toEqual(texts);
  });

  it.each([
    ["a key on a line of its own", "  ", "  other: 1\n", [null]],
    ["its value", "  sid: ", "", [null]],
    ["a key among others in braces", "  - {allow: s3:GetObject, ", "", []],
    ["the first key of an entry", "  - ", "    resources: x\n", []],
    ["a key with a mapping below it", "  ", "    inner: 1\n", []],
    ["a key with a list below it", "  ", "  - one\n", []],
  ])("a line goes where nothing else goes with it: %s", (_, before, next, texts) => {
    expect(fixes("remove the line", "sid", before, next)).toEqual(texts);
  });
});
