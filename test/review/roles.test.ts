import { describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import { baseTexts, edited, sideOf } from "./scripted.ts";

/** Which role a function runs with, and who may assume it: what is told where one that others manage comes or goes. */

const texts = baseTexts();
const base = sideOf(texts);
const written = (spec: string) => sideOf(edited(texts, [{ file: "orders/report.yaml", write: spec }]));
const shared = written('function: {name: report}\nrole: {existing: "arn:aws:iam::111122223333:role/admin"}\nlogs: false\n');

describe("a function that runs with a role of others", () => {
  it("is told where it is new, and where it is gone", () => {
    expect(diffText(diffPermissions(base, shared), false)).toContain(
      "  widens   it runs with arn:aws:iam::111122223333:role/admin: what that role may do beside this is managed elsewhere\n",
    );
    expect(diffText(diffPermissions(shared, base), false)).toContain(
      "  narrows  it no longer runs with arn:aws:iam::111122223333:role/admin, which is managed elsewhere\n",
    );
  });
});
