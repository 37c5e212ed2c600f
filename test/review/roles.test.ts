import { describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import { baseTexts, changeLines, edited, sideOf } from "./scripted.ts";

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

describe("who may assume the role", () => {
  const own = (trusts: string) => written(`function: {name: report}\nrole: {${trusts}}\nlogs: false\n`);
  const partner = 'principals: [{account: "999988887777", external_id: abcdef12345, why: a partner}]';
  const said = (from: typeof base, to: typeof base) => {
    expect([...from.errors, ...to.errors]).toEqual([]);
    const diff = diffPermissions(from, to);
    return [diff.verdict, ...changeLines(diff)];
  };
  const execution = "report execution role";
  const admin = "arn:aws:iam::111122223333:role/admin";

  it("is told where a role of its own comes instead of one of others; Lambda could assume either", () => {
    expect(said(shared, own(partner))).toEqual([
      "wider",
      "gained report trust 999988887777 sts:AssumeRole role",
      `narrowed ${execution} ${admin} → null`,
    ]);
    expect(said(shared, own("services: [states.amazonaws.com]"))).toEqual([
      "wider",
      "gained report trust states.amazonaws.com sts:AssumeRole role",
      `narrowed ${execution} ${admin} → null`,
    ]);
    expect(said(shared, own("trust: guarded"))).toEqual(["narrower", `narrowed ${execution} ${admin} → null`]);
  });

  it("is not known of a role of others", () => {
    expect(said(own(partner), shared)).toEqual(["wider", `widened ${execution} null → ${admin}`]);
  });
});

describe("a role that a service invokes with", () => {
  const invoked = (...pipelines: readonly string[]) =>
    written(`function: {name: report}\nlogs: false\npush: [${pipelines.join(", ")}]\n`);
  const [one, other, database] = ["{codepipeline: one}", "{codepipeline: other}", "{rds: orders}"];
  const lines = (from: typeof base, to: typeof base) => {
    expect([...from.errors, ...to.errors]).toEqual([]);
    return changeLines(diffPermissions(from, to));
  };
  const more = "widened report invoking role null → orders-codepipeline-other";

  it("is told where it may what another one may, and once where it may more", () => {
    expect(lines(invoked(one), invoked(one, other))).toEqual([more]);
    expect(lines(invoked(one, other), invoked(one))).toEqual(["narrowed report invoking role orders-codepipeline-other → null"]);
    expect(lines(invoked(one), invoked(other))).toEqual([]);
    expect(lines(invoked(one), invoked(one, database))).toEqual([
      expect.stringMatching(/^gained report invoke rds.amazonaws.com lambda:InvokeFunction /),
    ]);
    const text = diffText(diffPermissions(invoked(one), invoked(one, other)), false);
    expect(text).toContain("This change grants more: 1 widened");
    expect(text).toContain("  widens   it may be invoked with one more role, orders-codepipeline-other\n");
  });
});
