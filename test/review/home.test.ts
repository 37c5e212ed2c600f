import { describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import { changeLines, sideOf } from "./scripted.ts";

/** The account, region and partition that a function is made in: told where no grant says that they are others. */

const spec = (rest: string) =>
  `function: {name: f, runtime: nodejs22.x, handler: a.b, filename: f.zip, source_code_hash: x}\n${rest}`;
const side = (stack: string, rest = "logs: false\nactions: [{allow: s3:GetObject, resources: 'arn:aws:s3:::photos/*'}]\n") => {
  const found = sideOf(
    new Map([
      ["stack.yaml", stack],
      ["f.yaml", spec(rest)],
    ]),
  );
  expect(found.errors).toEqual([]);
  return found;
};
const [here, there] = ['region: eu-west-1\naccount: "111122223333"\n', 'region: eu-west-1\naccount: "999988887777"\n'];
const homes = (base: string, head: string, rest?: string) => {
  const [from, to] = [side(base, rest), side(head, rest)];
  const lines = changeLines(diffPermissions(from, to)).filter((line) => line.includes(" home "));
  const back = changeLines(diffPermissions(to, from)).filter((line) => line.includes(" home "));
  expect(back.length).toBe(lines.length);
  return lines;
};

describe("another home", () => {
  it("is told where no grant follows it", () => {
    expect(homes(here, there)).toEqual(["changed f home the account 111122223333 → the account 999988887777"]);
    expect(homes(here, there.replace("eu-west-1", "eu-west-2"))).toEqual([
      "changed f home the account 111122223333 and the region eu-west-1 → the account 999988887777 and the region eu-west-2",
    ]);
    expect(homes("region: eu-west-1\n", there)).toEqual([
      "changed f home the account of its provider → the account 999988887777",
    ]);
    expect(homes(here, here)).toEqual([]);
    const diff = diffPermissions(side(here), side(there));
    expect(diff.verdict).toBe("wider");
    expect(diffText(diff, false)).toContain(
      "  changes  it is made in the account 999988887777, no longer in the account 111122223333: what it names",
    );
  });

  it("is told of a target that another one replaces, and not of one that comes", () => {
    const targets = (name: string, account: string) => `region: eu-west-1\ntargets:\n  ${name}: {account: "${account}"}\n`;
    expect(homes(targets("test", "111122223333"), targets("prod", "999988887777"))).toEqual([
      "changed f home the account 111122223333 → the account 999988887777",
    ]);
    expect(homes(targets("test", "111122223333"), targets("prod", "111122223333"))).toEqual([]);
    expect(homes(here, `${targets("dev", "111122223333")}  prod: {account: "999988887777"}\n`)).toEqual([]);
  });

  it("is not told once more where a grant says it: the log, or what a short name names", () => {
    expect(homes(here, there, "")).toEqual([]);
    expect(homes(here, there.replace("eu-west-1", "eu-west-2"), "")).toEqual([]);
    expect(homes(here, there, "logs: false\npush: [{s3: photos}]\n")).toEqual([]);
    expect(homes(here, there, "logs: false\nactions: [{allow: sqs:SendMessage, resources: jobs}]\n")).toEqual([]);
  });
});
