import { describe, expect, it } from "vitest";
import { error } from "../../generator/diagnostics/diagnostic.ts";
import { fixesOf } from "../../generator/editor/quick-fix.ts";

/** What a hint says, done at a keystroke: only what it says plainly, and nothing beside it. */

/** A text with the mistake between `«` and `»` → the text after each of the fixes. */
function fixed(marked: string, hint: string, message = ""): readonly string[] {
  const text = marked.replace(/[«»]/g, "");
  const before = marked.slice(0, marked.indexOf("«")).split("\n");
  const inside = marked.slice(marked.indexOf("«") + 1, marked.indexOf("»")).split("\n");
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  const [endLine, endColumn] = [line + inside.length - 1, (inside.length === 1 ? column : 1) + (inside.at(-1)?.length ?? 0)];
  const mistake = error("unknown-key", { file: "a.yaml", line, column, endLine, endColumn }, message, hint);
  const lines = text.split("\n");
  return fixesOf(mistake, text).map(({ span, text: written }) => {
    const first = (lines[span.line - 1] ?? "").slice(0, span.column - 1);
    const last = (lines[span.endLine - 1] ?? "").slice(span.endColumn - 1);
    return [...lines.slice(0, span.line - 1), first + written + last, ...lines.slice(span.endLine)].join("\n");
  });
}

describe("fixesOf", () => {
  it.each([
    ["did you mean s3:GetObject?", "a: «s3:GetObjekt»", ["a: s3:GetObject"]],
    ["did you mean s3:GetObject or s3:PutObject?", "a: «x»", ["a: s3:GetObject", "a: s3:PutObject"]],
    ["did you mean s3:GetObject and s3:PutObject?", "a: «x»", []],
    ["did you mean `why`?", "«wy»: x", ["why: x"]],
    ["did you mean `why`?", "why: y\n«wy»: x", []],
    ["did you mean `why`?", "{why: y, «wy»: x}", []],
    ["write ${aws_sns_topic.paid.arn}", 'a: «"paid"»', ['a: "${aws_sns_topic.paid.arn}"']],
    ["write ${aws_sns_topic.paid.arn}", "a: {b: «paid»}", ['a: {b: "${aws_sns_topic.paid.arn}"}']],
    ["write ${aws_sns_topic.paid.arn}", "a: [\n  «paid»\n]", ['a: [\n  "${aws_sns_topic.paid.arn}"\n]']],
    ['write ${aws_sns_topic.paid["a"].arn}', "a: [«paid»]", ["a: ['${aws_sns_topic.paid[\"a\"].arn}']"]],
    ['write ${aws_sns_topic.paid["a"].arn}', 'a: «"paid"»', ["a: '${aws_sns_topic.paid[\"a\"].arn}'"]],
    ["write `${var.a}`, with that variable", 'a: "x «${A::B}» y"', ['a: "x ${var.a} y"']],
    ['write ["${aws_subnet.a.id}"]', "a: {b: «'${aws_subnet.a.id}'»}", ['a: {b: ["${aws_subnet.a.id}"]}']],
    ["write arn:aws:s3:::photos/* or arn:aws:s3:::photos", "- «photos»", ["- arn:aws:s3:::photos/*", "- arn:aws:s3:::photos"]],
    ["write 123456789012", "a: «x»", ['a: "123456789012"']],
    ["write *", "a: «x»", ['a: "*"']],
    ["write arn:aws:dynamodb:eu-west-1:123456789012:table/TABLE_NAME", "a: «x»", []],
    ["did you mean arn:aws:sqs:…?", "a: «arn:aws:sqss:eu-west-1:123456789012:a»", []],
    ["write ${aws_sns_topic.NAME.arn}", "a: «x»", []],
    ["write {deny: s3:GetObject}", "a: «x»", []],
    ["write update_runtime_on: Manual, or remove the line", "a: «x»", []],
    ["write $${a}", "a: «|\n  ${A}\n»", []],
    ["name the role that calls", "a: «x»", []],
  ])("%s: %s", (hint, text, texts) => {
    expect(fixed(text, hint)).toEqual(texts);
  });

  it("of an ARN, the part goes that the message names", () => {
    const found = fixed('[«"arn:aws:sqs:eu-west-11:*:jobs"»]', "did you mean eu-west-1?", 'AWS lists no region "eu-west-11"');
    expect(found).toEqual(['["arn:aws:sqs:eu-west-1:*:jobs"]']);
  });

  it("of an action, its service goes where only that is known", () => {
    expect(fixed("a: «sqss:Sendd»", "did you mean the service sqs?", 'AWS lists no service "sqss"')).toEqual(["a: sqs:Sendd"]);
    expect(fixed("a: «sqss:Send»", "did you mean sqs:SendMessage?", 'AWS lists no service "sqss"')).toEqual([
      "a: sqs:SendMessage",
    ]);
  });

  it.each([
    ["a key on a line of its own", "a:\n  «sid»: x\n  other: 1\n", ["a:\n  other: 1\n"]],
    ["its value", "a:\n  other: 1\n  sid: «x»\n", ["a:\n  other: 1\n"]],
    ["a key among others in braces", "a:\n  - {allow: s3:GetObject, «sid»: x}\n", []],
    ["the first key of an entry", "a:\n  - «sid»: x\n    resources: x\n", []],
    ["a key with a mapping below it", "a:\n  «sid»:\n    inner: 1\n", []],
    ["a key with a list below it", "a:\n  «sid»:\n  - one\n", []],
    ["the only key of a mapping, which would be left without a value", "a:\n  «sid»: x\nb: 1\n", []],
  ])("a line goes where nothing else goes with it: %s", (_, text, texts) => {
    expect(fixed(text, "remove the line")).toEqual(texts);
  });
});
