import { describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { baseTexts, changeLines, edited, functionLines, sideOf } from "./scripted.ts";

/** Functions that others manage: what stands on them by their names. */

const texts = baseTexts();
const side = (spec: string) => {
  const found = sideOf(edited(texts, [{ file: "orders/others.yaml", write: spec }]));
  expect(found.errors).toEqual([]);
  return found;
};
const called = (name: string) =>
  side(`function: {name: ${name}, existing: true}\npush: [{sns: orders}, {account: "444455556666"}]\n`);
const of = (name: string, kind: string) =>
  ["444455556666", "sns.amazonaws.com"].map((who) => `${kind} ${name} invoke ${who} lambda:InvokeFunction function:${name}`);

describe("a function of others with another name", () => {
  it("is another function: what may invoke the one is lost, and what may invoke the other is gained", () => {
    const diff = diffPermissions(called("harmless"), called("payments"));
    expect(diff.verdict).toBe("wider");
    expect(functionLines(diff)).toEqual(["deleted harmless", "new payments"]);
    expect(changeLines(diff)).toEqual([...of("harmless", "lost"), ...of("payments", "gained")]);
  });

  it("also where one of them is the stack's own, and where the file is another", () => {
    const own = side(`function: {name: harmless}\nlogs: false\npush: [{sns: orders}, {account: "444455556666"}]\n`);
    expect(changeLines(diffPermissions(own, called("payments")))).toEqual(
      expect.arrayContaining([...of("harmless", "lost"), ...of("payments", "gained")]),
    );
    expect(changeLines(diffPermissions(own, called("harmless"))).filter((line) => line.includes("invoke"))).toEqual([]);
  });
});
