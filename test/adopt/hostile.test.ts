import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { readState } from "../../generator/adopt/read-state.ts";
import { shellWord } from "../../generator/adopt/shell-word.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { readHcl } from "../../generator/proof/read/read-hcl.ts";
import { adoptFolder } from "./adopted-case.ts";

/** A state comes from wherever somebody got it: no text of it becomes Terraform code, another line of a comment, or a second command. */

const good = readFileSync(join(adoptFolder, "streams", "state.json"), "utf8");

function withAddress(address: string): string {
  const resources = [{ address, mode: "managed", type: "aws_sqs_queue", values: {} }];
  return JSON.stringify({ values: { root_module: { resources } } });
}

describe("addresses of a state", () => {
  it.each([
    "aws_lambda_function.this",
    "aws_lambda_function.this[0]",
    'module.orders["eu/west.1"].module.a-b[3].aws_iam_role.this["a \\"b\\" $${c} %%{d}"]',
    "data.aws_iam_role.größe",
  ])("are taken as Terraform writes them: %s", (address) => {
    expect(readState(withAddress(address))).toMatchObject([{ address }]);
  });

  it.each([
    "",
    "aws_lambda_function",
    'aws_lambda_function.f\n}\nresource "null_resource" "evil" {}\n#',
    "aws_lambda_function.f } #",
    'aws_lambda_function.f["${file("/etc/passwd")}"]',
    'aws_lambda_function.f["%{ if true }"]',
    'aws_lambda_function.f["a\nb"]',
    'aws_lambda_function.f["a"b"]',
    "aws_lambda_function.f[var.x]",
    "module.a.b",
  ])("are refused where they are none: %j", (address) => {
    expect(readState(withAddress(address))).toMatchObject({ problem: expect.stringContaining("is no address") as string });
  });
});

describe("values of a state", () => {
  it("stay text in adopt.tf, whatever they are", () => {
    const marks = [
      "\n",
      "\r",
      "\u2028",
      "${",
      "%{",
      "$${",
      '"',
      "\\",
      "}",
      "#",
      "'",
      'file("/etc/passwd")',
      '\nresource "a" "b" {}\n',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 3 });
    const strings = good.match(/(?<=: )"(?:[^"\\]|\\.)*"(?=[,\n])/g) ?? [];
    let moves = 0;
    fc.assert(
      fc.property(text, fc.nat({ max: strings.length - 1 }), (pieces, at) => {
        const from = strings[at] ?? "";
        const to = JSON.stringify(JSON.parse(from) + pieces.join(""));
        const state = readState(good.replaceAll(`: ${from}`, () => `: ${to}`));
        if ("problem" in state) return;
        const { stacks } = adoptFunctions(state);
        for (const origin of ["state", "same-state", "stack", "nobody"] as const) {
          const blocks = readHcl(
            adoptBlocks(
              stacks.flatMap(({ functions }) => functions),
              origin,
            ),
          );
          expect(blocks.filter(({ type }) => type !== "import" && type !== "moved")).toEqual([]);
          for (const block of blocks)
            expect([...block.attributes.keys()].sort()).toEqual(block.type === "moved" ? ["from", "to"] : ["id", "to"]);
          moves += blocks.length;
        }
      }),
      { numRuns: 150 },
    );
    expect(moves).toBeGreaterThan(1000);
  });

  it("end a comment with its line", () => {
    const evil = 'a\n}\r\nresource "null_resource" "evil" {}\u2028x\u0085y';
    const landing = { moves: [], replaces: [evil], changes: [evil], makes: [evil], goes: [evil], keeps: [evil], byHand: [evil] };
    for (const origin of ["state", "same-state", "stack", "nobody"] as const)
      for (const line of adoptBlocks([{ name: evil, landing }], origin).split(/[\n\r\u2028\u2029\u0085]/))
        expect(line).toMatch(/^(#|$)/);
  });

  it("are one word of a command", () => {
    expect(shellWord("orders-role")).toBe("orders-role");
    expect(shellWord("a; rm -rf ~")).toBe("'a; rm -rf ~'");
    expect(shellWord("it's $(x)")).toBe("'it'\\''s $(x)'");
  });
});
