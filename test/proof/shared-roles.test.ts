import { describe, expect, it } from "vitest";
import { proveAllowed } from "../../generator/proof/prove-stack.ts";
import { readBlocks } from "../../generator/proof/read/read-output.ts";
import { runCase } from "../support/case.ts";

/** A role that several functions have: each may hold there what it asks itself, once. */

const { compiled } = runCase("role/existing-shared");
const needs = compiled.proven.map((one) => one.needs);

/** What is wrong with the output after a change of its text, function by function. */
function wrong(change: (text: string) => string): Readonly<Record<string, readonly string[]>> {
  const files = compiled.files.map(({ path, text }) => ({ path, text: path === "spec.tf" ? change(text) : text }));
  const verdicts = proveAllowed(readBlocks(files), needs).filter(({ holds }) => !holds);
  return Object.fromEntries(
    verdicts.map(({ function: name, missing, extra, problems }) => [
      name,
      [
        ...missing.map(({ action, reason }) => `missing ${action}: ${reason}`),
        ...extra.map(({ action, reason }) => `extra ${action}: ${reason}`),
        ...problems,
      ],
    ]),
  );
}

const sending = / {2}# actions\n {2}statement \{\n[^}]*sqs:SendMessage[^}]*:jobs"[^}]*\}\n/;

/** The text with a change of one function's document. */
function inDocument(text: string, label: string, change: (block: string) => string): string {
  const block = new RegExp(`^data "aws_iam_policy_document" "${label}" \\{\\n[\\s\\S]*?^\\}\\n`, "m");
  expect(text).toMatch(block);
  return text.replace(block, change);
}

describe("a role that functions share", () => {
  it("holds what each asks, also where that is the same", () => {
    expect(needs).toHaveLength(4);
    expect(wrong((text) => text)).toEqual({});
  });

  it("holds nothing twice for one function", () => {
    const twice = (text: string) =>
      inDocument(text, "a", (block) => block.replace(sending, (statement) => `${statement}\n${statement}`));
    expect(wrong(twice)).toEqual({ a: ["extra sqs:SendMessage: it stands twice"] });
  });

  it("holds for no function what another asks", () => {
    const moved = (text: string) => {
      const without = inDocument(text, "c", (block) => block.replace(sending, ""));
      return inDocument(without, "d", (block) => block.replace(sending, (statement) => `${statement}\n${statement}`));
    };
    expect(wrong(moved)).toEqual({
      c: ["missing sqs:SendMessage: nothing allows it"],
      d: ["extra sqs:SendMessage: it stands twice"],
    });
    const widened = (text: string) => inDocument(text, "a", (block) => block.replaceAll(":jobs", ":urgent-*"));
    expect(wrong(widened)["a"]).toContain("extra sqs:SendMessage: nobody asks for it");
  });

  it("lets no function's Deny take away what another asks", () => {
    const denied = (text: string) =>
      inDocument(text, "a", (block) => block.replace(sending, (statement) => statement.replace('"Allow"', '"Deny"')));
    expect(wrong(denied)["a_b"]).toContain("missing sqs:SendMessage: a Deny that nobody asks for takes it away");
  });

  it("keeps the boundary that its own function asks", () => {
    expect(wrong((text) => text.replace(/^ *permissions_boundary.*\n/m, ""))).toEqual({
      c: ["role c has another permissions boundary than is asked for"],
    });
  });
});
